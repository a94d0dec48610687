#pragma once

#include "Realtime/FourierNetworks.h"
#include "Realtime/FourierWorkspace.h"
#include "Realtime/FrameSolver.h"
#include "Realtime/LevelTracker.h"

#include <cstdint>
#include <vector>

namespace dequantizer
{

/// A FrameSolver for the windowed Fourier operator with learned bounds and steps (Operator/WindowedFourier.h,
/// Operator/FourierBounds.h), in single precision.
///
/// start() takes factors of the learned step sizes, which are in units of Delta. For audio with quantisation step
/// Delta, use StepSizes().forSignalScaledBy(Delta), that is tau = Delta and sigma = 1 / Delta.
///
/// The context of the networks is the `earlierFrames` frames before the current one, or all since reset() if there are
/// fewer. Frames must follow each other, one hop apart. Iterations beyond the learned steps use the last step.
///
/// A portion takes about as long as half a transform of 256 values. A transform runs as a whole when its last portion
/// is due. The solution of a channel does not depend on the other channels or on their number. Rounding errors make
/// solutions differ between instruction sets.
class FourierFrameSolver final : public FrameSolver
{
public:
    static constexpr int defaultEarlierFrames = 8;

    /// `window` is h, [n], with n >= 64 and a multiple of 32. `parameters` must have an update at iteration 0 and at
    /// least one iteration. channels >= 1; `earlierFrames` >= 0. Plans transforms and
    /// allocates.
    FourierFrameSolver(const FourierParameters<float>& parameters, const Vector<float>& window,
                       const StreamTiming& timing, int channels, int earlierFrames = defaultEarlierFrames,
                       const FourierKernels& kernels = fourierKernels());

    [[nodiscard]] int frameLength() const noexcept override { return static_cast<int>(n); }
    [[nodiscard]] std::span<float> input(int channel) noexcept override { return {of(channel).x.get(), n}; }
    [[nodiscard]] std::span<float> lower(int channel) noexcept override { return {of(channel).frame.lower.get(), n}; }
    [[nodiscard]] std::span<float> upper(int channel) noexcept override { return {of(channel).frame.upper.get(), n}; }
    void start(const StepSizes& steps) noexcept override;
    void setWidening(double factor) noexcept override;
    void reset() noexcept override;
    [[nodiscard]] long portions(int iterations) const noexcept override;
    void advance(long portions) noexcept override;
    [[nodiscard]] std::span<const float> solution(int channel) const noexcept override
    {
        return {channels[static_cast<std::size_t>(channel)].frame.primal.get(), n};
    }

    /// Copies the bounds of the current frame, in units of Delta, to `rows`: the n + 1 rows of the spectrum. Valid once
    /// an iteration with an update is complete.
    void copyBounds(int channel, std::span<float> rows) const noexcept;

private:
    struct Channel
    {
        AlignedArray<float> x;
        FourierFrameState frame;
        std::vector<AlignedArray<float>> history; // of all updates, `earlierFrames` each
        std::vector<float*> historyRows;          // the position of row 0 in each
        std::vector<double> tau, sigmaTau;        // of each iteration, in units of Delta
        LevelTracker level;
    };

    enum class Task : std::uint8_t
    {
        forward,
        analyse,
        listen,
        bound,
        stepDual,
        backward
    };

    // A step of the work on one channel in an iteration, in order.
    struct Step
    {
        Task task;
        std::size_t begin, end; // positions in a half, if the task uses them
        long portions;
    };

    // What a frame costs before its first step, here and in the caller, who copies it and adds the last one to the
    // output. If it did not count, a callback with a new frame would take longer than the others.
    [[nodiscard]] long startPortions() const noexcept;

    void addSteps(std::vector<Step>& steps, Task task, std::size_t placesAtOnce) const;
    [[nodiscard]] Channel& of(int channel) noexcept { return channels[static_cast<std::size_t>(channel)]; }
    [[nodiscard]] const std::vector<Step>& stepsOf(int iteration) const noexcept;
    void finishStep() noexcept;
    void perform(const Step& step) noexcept;
    void listen(Channel& channel, FourierArrays& arrays, std::size_t update) noexcept;

    const FourierKernels& kernels;
    const std::size_t n, earlierFrames;
    FourierNetworks networks;
    FourierWorkspace workspace;
    std::vector<Channel> channels;
    std::vector<Step> plainSteps, updateSteps;
    std::vector<std::size_t> framesHeard; // by each update since reset()
    FourierBiases biases{};               // of the current network and frame

    StepSizes factors;
    int iteration = 0;
    std::size_t currentChannel = 0, currentStep = 0;
    long portionsLeft = 0; // of the current step
};

} // namespace dequantizer
