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

/// Restores a stream of any number of channels at the model's rate, in calls of any length, with a fixed latency.
///
/// Frames of n samples are cut every H samples (the hop), solved, weighted with overlapAddWindow() and added up; at
/// last every sample is clamped to its cell. The iterations of a frame are spread over the H samples that follow it, in
/// proportion to the samples that pass, so that a call costs what its length is worth. Therefore
///
///     latency = n + H samples,
///
/// and the samples that come out depend on nothing but the samples (and settings) that went in: not on how the stream
/// was divided into calls.
///
/// Zeros in all channels for 2 (n + H) samples leave nothing in the engine. It then stays silent, at no cost, and
/// begins anew with the next sound: hosts let silence in before a clip, for as long as they please, and the clip is to
/// be restored as it is from its file.
///
/// The constructor allocates; after it no member function allocates, locks, throws or makes a system call. One thread
/// at a time.
class StreamingEngine
{
public:
    /// `channels` >= 1; 1 <= `hop` <= model.frameLength(). The model is copied as far as it is needed.
    /// Starts with the model's iterations and centred cells of its reference delta.
    StreamingEngine(const Model& model, int channels, int hop, Arithmetic arithmetic = Arithmetic::fixedPoint);

    /// Any solver for `channels` >= 1 channels, with the step sizes for sound of quantisation step `referenceDelta` > 0
    /// and the iterations to start with; 1 <= `hop` <= solver->frameLength(). A FourierFrameSolver takes StepSizes()
    /// at a reference of 1.
    StreamingEngine(std::unique_ptr<FrameSolver> solver, const StepSizes& stepSizes, double referenceDelta,
                    int iterations, int channels, int hop);

    /// Samples between a sample's way in and its way out.
    [[nodiscard]] int latency() const noexcept { return frameLength + hop; }

    [[nodiscard]] int channels() const noexcept { return channelCount; }

    /// The quantiser of the samples to come: their cells are its cells, and its delta() scales the step sizes of the
    /// frames to come.
    void setQuantiser(const Quantiser& newQuantiser) noexcept { quantiser = newQuantiser; }

    /// sigma, tau and theta for the frames to come, as they apply to sound of quantisation step `atDelta`: for
    /// operators whose best step sizes depend on the quantisation step in another way than by scale.
    void setStepSizes(const StepSizes& newStepSizes, double atDelta) noexcept;

    /// L for the frames to come, at least 0 (0 gives back the input, faded into itself); at most
    /// ModelLimits::maxIterations.
    void setIterations(int iterations) noexcept;

    /// Without slicing (which only a measurement wants) each frame is solved at once when it is complete. The samples
    /// are the same.
    void setSlicing(bool shouldSlice) noexcept { slicing = shouldSlice; }

    /// Forgets all sound, as if newly made; keeps the settings.
    void reset() noexcept;

    /// Takes `samples` >= 0 samples a channel from `input` and gives as many to `output`: what was restored, and the
    /// input and its cells at the same latency. Before the stream began, and in silence that leaves nothing in the
    /// engine, all of them are 0: that silence is known exactly.
    ///
    /// Input samples that are not finite, or so large (above 1e9) that their cells vanish in float, are taken as
    /// silence.
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
    void finishFrame() noexcept;
    void startFrame() noexcept;
    void advanceSolver() noexcept;

    const int frameLength, hop, channelCount;
    StepSizes stepSizes; // at referenceDelta
    double referenceDelta;
    Quantiser quantiser;
    std::vector<float> window;
    std::unique_ptr<FrameSolver> solver;

    // In each ring sample s stands at s modulo n + H, so that the next sample to leave stands where the next to arrive
    // will. The cells of the silence before the stream are {0, 0}: it is known exactly.
    const int ringLength;  // n + H
    const int flushLength; // of the zeros that leave nothing in the rings
    std::vector<Rings> channelRings;

    int position = 0; // of the next sample, in the rings
    int sinceBoundary = 0;
    int silentFor = 0; // the newest samples that are 0 in all channels; at most flushLength
    long portionsDone = 0;

    int iterations;
    int iterationsOfFrame = 0;
    bool slicing = true;
};

} // namespace dequantizer
