#pragma once

#include "Model/Model.h"
#include "Realtime/EngineOutput.h"
#include "Realtime/MakeFrameSolver.h"
#include "Signal/Quantiser.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace dequantizer
{

/// Restores a stream of any number of channels at the model's sample rate, in calls of any length, with a fixed
/// latency.
///
/// A frame of n samples starts every H samples (the hop). Each frame is solved, weighted with overlapAddWindow() and
/// added to the output, and every output sample is clamped to its cell. The iterations of a frame are spread evenly
/// over the H samples that follow it, so that the cost of a call is proportional to its length. Therefore
///
///     latency = n + H samples,
///
/// and the output depends only on the input samples and the settings, not on the block sizes.
///
/// After 2 (n + H) zeros in all channels the engine is empty. It then outputs silence at no cost and restarts with the
/// next non-zero sample. A clip that follows silence of any length, as in a host, is thus restored exactly as from its
/// file.
///
/// The constructor allocates. After it no member function allocates, locks, throws or makes a system call. Not
/// thread-safe.
class StreamingEngine
{
public:
    /// `channels` >= 1; 1 <= `hop` <= model.frameLength(). Copies what it needs from the model. Initially it uses the
    /// model's iterations and centred cells of its reference delta.
    StreamingEngine(const Model& model, int channels, int hop, Arithmetic arithmetic = Arithmetic::fixedPoint);

    /// Uses `solver`, made for `channels` >= 1 channels, with `stepSizes` for a quantisation step of `referenceDelta` >
    /// 0. Starts with `iterations`; 1 <= `hop` <= solver->frameLength(). A FourierFrameSolver takes StepSizes() at a
    /// reference of 1.
    StreamingEngine(std::unique_ptr<FrameSolver> solver, const StepSizes& stepSizes, double referenceDelta,
                    int iterations, int channels, int hop);

    /// The delay from input to output in samples.
    [[nodiscard]] int latency() const noexcept { return frameLength + hop; }

    [[nodiscard]] int channels() const noexcept { return channelCount; }

    /// Sets the quantiser for the following samples. It determines their cells, and its delta() scales the step sizes
    /// of the following frames.
    void setQuantiser(const Quantiser& newQuantiser) noexcept { quantiser = newQuantiser; }

    /// Sets sigma, tau and theta for the following frames, at quantisation step `atDelta`. For operators whose optimal
    /// step sizes do not simply scale with the quantisation step.
    void setStepSizes(const StepSizes& newStepSizes, double atDelta) noexcept;

    /// Sets L for the following frames, from 0 (which returns the input, overlap-added) to ModelLimits::maxIterations.
    void setIterations(int iterations) noexcept;

    /// Turns slicing on or off. Without it each frame is solved at once when it is complete, which is useful for
    /// benchmarks only. The samples are the same.
    void setSlicing(bool shouldSlice) noexcept { slicing = shouldSlice; }

    /// Clears all audio, as in a new engine, and keeps the settings.
    void reset() noexcept;

    /// Reads `samples` >= 0 samples per channel from `input` and writes the same number to `output`: the restored
    /// samples, and the input and its cells with the same latency. All of them are 0 before the start of the stream,
    /// and while the engine is empty during silence, because that silence is known exactly.
    ///
    /// Input samples that are not finite, or so large (above 1e9) that their cells vanish in float, are replaced by 0.
    void process(const float* const* input, const EngineOutput& output, int samples) noexcept;

private:
    // The last n + H samples of one channel and their cells, and the sum of the weighted frames.
    struct Rings
    {
        std::vector<float> input, lower, centre, upper, restored;
    };

    void exchange(const float* const* input, const EngineOutput& output, int offset, int count) noexcept;
    void countSilence(int count) noexcept;
    [[nodiscard]] int passSilence(const float* const* input, const EngineOutput& output, int offset,
                                  int samples) const noexcept;
    // Calls visit(slot, sample, count) for the one or two runs of consecutive slots of a ring that hold a frame whose
    // first sample is in slot `first`.
    template <typename Visit>
    void forEachRun(int first, const Visit& visit) const noexcept;

    void finishFrame() noexcept;
    void startFrame() noexcept;
    void advanceSolver() noexcept;

    const int frameLength, hop, channelCount;
    StepSizes stepSizes; // at referenceDelta
    double referenceDelta;
    Quantiser quantiser;
    std::vector<float> window;
    std::unique_ptr<FrameSolver> solver;

    // Sample s is stored at s modulo n + H in each ring buffer, so the next input sample replaces the next output
    // sample. The cells of the silence before the stream are {0, 0}, because it is known exactly.
    const int ringLength;  // n + H
    const int flushLength; // the number of zeros after which the engine is empty
    std::vector<Rings> channelRings;

    int position = 0; // of the next sample in the ring buffers
    int sinceBoundary = 0;
    int silentFor = 0; // the number of latest samples that are 0 in all channels, at most flushLength
    long portionsDone = 0;

    int iterations;
    int iterationsOfFrame = 0;
    bool slicing = true;
};

} // namespace dequantizer
