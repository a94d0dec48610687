#pragma once

#include "Operator/ComplexTransform.h"
#include "Operator/FourierParameters.h"
#include "Realtime/AlignedArray.h"
#include "Realtime/FourierKernels.h"
#include "Realtime/FrameSolver.h"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace dequantizer
{

/// A FrameSolver for the windowed Fourier operator with learned bounds and steps (Operator/WindowedFourier.h,
/// Operator/FourierBounds.h), in single precision.
///
/// The step sizes passed to start() are factors for the learned ones, which are in units of Delta. For quantisation
/// with step Delta pass StepSizes().forSignalScaledBy(Delta), that is tau = Delta and sigma = 1 / Delta.
///
/// The networks also use the previous `earlierFrames` frames, or all since reset() if there are fewer. Frames must be
/// consecutive and one hop apart. Iterations beyond the learned steps use the last learned step.
///
/// A portion is about 64 pairs of rows through a network, or an eighth of a transform of 1024 values. A transform runs
/// as a whole when its last portion is due. The solution of a channel does not depend on the other channels or their
/// number. Solutions differ between instruction sets by rounding.
class FourierFrameSolver final : public FrameSolver
{
public:
    static constexpr int defaultEarlierFrames = 8;

    /// `window` is h, [n], with n >= 64 and a multiple of 32. `parameters` must have an update at iteration 0 and at
    /// least one iteration. `sampleRate` > 0 is in Hz; channels >= 1; `earlierFrames` >= 0. Plans the transforms and
    /// allocates.
    FourierFrameSolver(const FourierParameters<float>& parameters, const Vector<float>& window, double sampleRate,
                       int channels, int earlierFrames = defaultEarlierFrames,
                       const FourierKernels& kernels = fourierKernels());

    [[nodiscard]] int frameLength() const noexcept override { return static_cast<int>(n); }
    [[nodiscard]] std::span<float> input(int channel) noexcept override { return frame(of(channel).x); }
    [[nodiscard]] std::span<float> lower(int channel) noexcept override { return frame(of(channel).lower); }
    [[nodiscard]] std::span<float> upper(int channel) noexcept override { return frame(of(channel).upper); }
    void start(const StepSizes& steps) noexcept override;
    void reset() noexcept override;
    [[nodiscard]] long portions(int iterations) const noexcept override;
    void advance(long portions) noexcept override;
    [[nodiscard]] std::span<const float> solution(int channel) const noexcept override
    {
        return frame(channels[static_cast<std::size_t>(channel)].primal);
    }

private:
    struct Channel
    {
        AlignedArray<float> x, lower, upper, primal, samples, dual, bounds;
        std::vector<AlignedArray<float>> history; // for all updates, `earlierFrames` each
        std::vector<float*> rows;                 // pointers to row 0 of each
        std::vector<double> tau, sigmaTau;        // for each iteration, in units of Delta
    };

    // The network of one update in the kernels' order, and its position in the history.
    struct Update
    {
        AlignedArray<float> first, second, secondBias, output;
        std::vector<float> firstBias, powerWeights, logPowerWeights; // [units]: b1, and M1 for features 8 and 9
        FourierNetwork network;
        std::size_t framesHeard = 0; // since reset()
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

    // A task of one channel within an iteration, in order of execution.
    struct Step
    {
        Task task;
        std::size_t begin, end; // positions in a half, for tasks that use them
        long portions;
    };

    static constexpr std::size_t margin = 32; // before and after an array in row order

    void addNetwork(const FourierParameters<float>::Update& update);
    void addSteps(std::vector<Step>& steps, Task task, std::size_t placesAtOnce) const;
    void addChannel();
    [[nodiscard]] Channel& of(int channel) noexcept { return channels[static_cast<std::size_t>(channel)]; }
    [[nodiscard]] std::span<float> frame(const AlignedArray<float>& array) const noexcept { return {array.get(), n}; }
    [[nodiscard]] int updateAt(int iteration) const noexcept; // -1 if none
    [[nodiscard]] const std::vector<Step>& stepsOf(int iteration) const noexcept;
    [[nodiscard]] static long portionsOf(const std::vector<Step>& steps) noexcept;
    void perform(const Step& step) noexcept;
    void select(Channel& channel) noexcept;
    void listen(Channel& channel, std::size_t update) noexcept;
    void setSteps(Channel& channel, const std::array<float, 3>& statistics) noexcept;
    [[nodiscard]] std::size_t learnedStep() const noexcept;
    [[nodiscard]] float analysisFactor() const noexcept;

    const FourierKernels& kernels;
    const std::size_t n;
    const FourierParameters<float> learned;
    const std::size_t earlierFrames;
    const float inverseNoise; // 1 / g^2
    dequantizer_fourier::ComplexTransform<float> transform;
    std::vector<Update> updates;
    std::vector<Step> plainSteps, updateSteps;
    std::vector<Channel> channels;

    // Shared by all channels, which are solved one at a time.
    AlignedArray<float> window, cosine, sine, frequency, spectrum, synthesised, analysed, power, triple, around,
        logPower, logPowerFar, layers, firstBias;
    std::vector<float> hidden; // the hidden layer of the step-size network
    FourierArrays arrays{};

    StepSizes factors;
    int iteration = 0;
    std::size_t currentChannel = 0, currentStep = 0;
    long portionsLeft = 0; // in the current step
};

} // namespace dequantizer
