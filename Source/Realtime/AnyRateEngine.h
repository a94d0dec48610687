#pragma once

#include "Realtime/FixedDelay.h"
#include "Realtime/PolyphaseResampler.h"
#include "Realtime/StreamingEngine.h"

#include <optional>
#include <vector>

namespace dequantizer
{

/// A StreamingEngine for sound of any rate, with the same contract: calls of any length, a fixed latency, samples that
/// do not depend on how the stream was divided, no allocation after the constructor.
///
/// Where the sound has the model's own rate it is that engine, to the bit. Elsewhere the sound is resampled to the
/// model's rate and restored there, and the correction alone, restored minus input, comes back and is added to the
/// input:
///
///     out = in + up(A(down(in)) - down(in)).
///
/// So what the model's band does not hold stays as it was. The cells are those of the samples at the model's rate,
/// Quantiser::forResampledSamples(); the correction is not clamped again at the sound's rate, which would be no cell of
/// the sound's and would scatter some of the correction beyond the model's band. See Docs/rates.md.
class AnyRateEngine
{
public:
    /// Longer blocks are processed in pieces of this many samples.
    static constexpr int chunkLength = 512;

    /// `sampleRate` > 0 in Hz is the sound's; `leastLatency` in its samples is for engines that are to take each
    /// other's place. For the rest see StreamingEngine.
    AnyRateEngine(const Model& model, double sampleRate, int channels, int hop, int leastLatency = 0,
                  Arithmetic arithmetic = Arithmetic::fixedPoint);

    /// The latency that an engine needs, in samples at `sampleRate` (Hz).
    [[nodiscard]] static int latencyNeeded(const Model& model, double sampleRate, int hop) noexcept;

    /// Samples at the sound's rate between a sample's way in and its way out.
    [[nodiscard]] int latency() const noexcept { return totalLatency; }

    [[nodiscard]] int channels() const noexcept { return engine.channels(); }

    /// Whether the sound is resampled.
    [[nodiscard]] bool isConverting() const noexcept { return conversion.has_value(); }

    /// See StreamingEngine.
    void setQuantiser(const Quantiser& quantiser) noexcept;
    void setStepSizes(const StepSizes& stepSizes, double atDelta) noexcept { engine.setStepSizes(stepSizes, atDelta); }
    void setIterations(int iterations) noexcept { engine.setIterations(iterations); }

    /// Forgets all sound, as if newly made; keeps the settings.
    void reset() noexcept;

    /// See StreamingEngine::process(). Where the sound is resampled, the cells in the output are those that the same
    /// quantiser gives around the samples at the sound's rate.
    void process(const float* const* input, const EngineOutput& output, int samples) noexcept;

private:
    // Some channels of some samples, and the pointers to them.
    struct Buffer
    {
        Buffer(int channels, int samples);
        Buffer(const Buffer&) = delete;
        Buffer& operator=(const Buffer&) = delete;

        std::vector<std::vector<float>> channels;
        std::vector<float*> pointers;
    };

    // All that it takes to go to the model's rate and back.
    struct Conversion
    {
        Conversion(RateRatio ratio, const StreamingEngine& engine, int latency, const Quantiser& engineQuantiser);

        PolyphaseResampler toModel, fromModel;
        Buffer arriving, leaving, lower, upper, correction; // at the sound's rate
        Buffer atModel, restoredAtModel, delayedAtModel;    // at the model's
        Quantiser quantiser;                                // of the samples at either rate
        FixedDelay inputDelay, lowerDelay, upperDelay;      // of the input and its cells up to the correction
    };

    // At the model's own rate: what the engine's latency lacks.
    struct Padding
    {
        Padding(int channels, int samples);

        FixedDelay restored, delayed, lower, upper;
    };

    void convert(const float* const* input, const EngineOutput& output, int offset, int samples) noexcept;

    StreamingEngine engine;
    int totalLatency;
    std::optional<Conversion> conversion; // none at the model's own rate
    std::optional<Padding> padding;       // none elsewhere, and where the engine's latency is enough
};

} // namespace dequantizer
