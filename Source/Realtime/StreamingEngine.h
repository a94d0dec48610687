#pragma once

#include "Model/Model.h"
#include "Realtime/MakeFrameSolver.h"

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
    /// Begins with the model's reference step and iterations.
    StreamingEngine(const Model& model, int channels, int hop, Arithmetic arithmetic = Arithmetic::fixedPoint);

    /// Samples between a sample's way in and its way out.
    [[nodiscard]] int latency() const noexcept { return frameLength + hop; }

    [[nodiscard]] int channels() const noexcept { return channelCount; }

    /// The quantisation step Delta of the samples to come, in signal units; positive and finite, anything else is
    /// ignored.
    void setStep(double step) noexcept;

    /// sigma, tau and theta for the frames to come, as they are meant for sound of step `atStep`: for operators whose
    /// best step sizes depend on the quantisation step in another way than by scale.
    void setStepSizes(const StepSizes& steps, double atStep) noexcept;

    /// L for the frames to come, at least 0 (0 gives back the input, faded into itself); at most
    /// ModelLimits::maxIterations.
    void setIterations(int iterations) noexcept;

    /// Without slicing (which only a measurement wants) each frame is solved at once when it is complete. The samples
    /// are the same.
    void setSlicing(bool shouldSlice) noexcept { slicing = shouldSlice; }

    /// Forgets all sound, as if newly made; keeps the settings.
    void reset() noexcept;

    /// Takes `samples` >= 0 samples a channel from `input` and gives as many to `restored` and, unless it is null, the
    /// input at the same latency to `delayed` (bit for bit, but that non-finite samples became 0). The buffers may be
    /// the same.
    ///
    /// Input samples that are not finite, or so large (above 1e9) that their cells vanish in float, are taken as
    /// silence.
    void process(const float* const* input, float* const* restored, float* const* delayed, int samples) noexcept;

private:
    void exchange(const float* const* input, float* const* restored, float* const* delayed, int offset,
                  int count) noexcept;
    [[nodiscard]] bool isSilentAt(const float* const* input, int at) const noexcept;
    [[nodiscard]] int passSilence(const float* const* input, float* const* restored, float* const* delayed, int offset,
                                  int samples) const noexcept;
    void finishFrame() noexcept;
    void startFrame() noexcept;
    void advanceSolver() noexcept;

    const int frameLength, hop, channelCount;
    StepSizes referenceSteps;
    double referenceStep;
    std::vector<float> window;
    std::unique_ptr<FrameSolver> solver;

    // The last n + H input samples of each channel, the quantisation step of each (0 before the stream began: silence
    // that is known exactly), and the sum of the weighted frames. All are rings of n + H samples, in which sample s
    // stands at s modulo n + H, so that the next sample to leave stands where the next to arrive will.
    const int ringLength;
    const int flushLength; // of the zeros that leave nothing in the rings
    std::vector<std::vector<float>> inputRing, outputRing;
    std::vector<float> stepRing;

    int position = 0; // of the next sample, in the rings
    int sinceBoundary = 0;
    int silentFor = 0; // the newest samples that are 0 in all channels; at most flushLength
    long portionsDone = 0;

    double step;
    int iterations;
    int iterationsOfFrame = 0;
    bool slicing = true;
};

} // namespace dequantizer
