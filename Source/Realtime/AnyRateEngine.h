#pragma once

#include "Realtime/FixedDelay.h"
#include "Realtime/PolyphaseResampler.h"
#include "Realtime/StreamingEngine.h"

#include <optional>
#include <vector>

namespace dequantizer
{

/// A StreamingEngine for audio at any sample rate. The contract is the same: calls of any length, a fixed latency,
/// output that does not depend on the block sizes, and no allocation after the constructor.
///
/// At the model's own rate it returns exactly the samples of a StreamingEngine. At any other rate it resamples the
/// input to the model's rate and restores it there. Only the correction, restored minus input, is resampled back and
/// added to the input:
///
///     out = in + up(A(down(in)) - down(in)).
///
/// Everything outside the model's band stays unchanged. The cells are those of the samples at the model's rate, see
/// Quantiser::forResampledSamples(). The result is not clamped again at the input's rate: the input has no cells of its
/// own there, and clamping would spread some of the correction beyond the model's band. See Docs/rates.md.
class AnyRateEngine
{
public:
    /// Longer blocks are processed in chunks of this many samples.
    static constexpr int chunkLength = 512;

    /// `sampleRate` > 0 is the rate of the input in Hz. `leastLatency` is the minimum latency in samples at that rate;
    /// use it to give interchangeable engines the same latency. For the other parameters see StreamingEngine.
    AnyRateEngine(const Model& model, double sampleRate, int channels, int hop, int leastLatency = 0,
                  Arithmetic arithmetic = Arithmetic::fixedPoint);

    /// The minimum latency of an engine, in samples at `sampleRate` (Hz).
    [[nodiscard]] static int latencyNeeded(const Model& model, double sampleRate, int hop) noexcept;

    /// The delay from input to output, in samples at the input's rate.
    [[nodiscard]] int latency() const noexcept { return totalLatency; }

    [[nodiscard]] int channels() const noexcept { return engine.channels(); }

    /// Whether the input is resampled.
    [[nodiscard]] bool isConverting() const noexcept { return conversion.has_value(); }

    /// See StreamingEngine.
    void setQuantiser(const Quantiser& quantiser) noexcept;
    void setStepSizes(const StepSizes& stepSizes, double atDelta) noexcept { engine.setStepSizes(stepSizes, atDelta); }
    void setIterations(int iterations) noexcept { engine.setIterations(iterations); }

    /// Clears all audio, as in a new engine, and keeps the settings.
    void reset() noexcept;

    /// See StreamingEngine::process(). When the input is resampled, the output cells are those that the same quantiser
    /// gives for the samples at the input's rate.
    void process(const float* const* input, const EngineOutput& output, int samples) noexcept;

private:
    // Sample buffers for several channels, and the pointers to them.
    struct Buffer
    {
        Buffer(int channels, int samples);
        Buffer(const Buffer&) = delete;
        Buffer& operator=(const Buffer&) = delete;

        std::vector<std::vector<float>> channels;
        std::vector<float*> pointers;
    };

    // The state for resampling to the model's rate and back.
    struct Conversion
    {
        Conversion(RateRatio ratio, const StreamingEngine& engine, int latency, const Quantiser& engineQuantiser);

        PolyphaseResampler toModel, fromModel;
        Buffer arriving, leaving, lower, upper, correction; // at the input's rate
        Buffer atModel, restoredAtModel, delayedAtModel;    // at the model's rate
        Quantiser quantiser;                                // for the samples at either rate
        FixedDelay inputDelay, lowerDelay, upperDelay;      // align the input and its cells with the correction
    };

    // At the model's own rate: the delay from the engine's latency to the total latency.
    struct Padding
    {
        Padding(int channels, int samples);

        FixedDelay restored, delayed, lower, upper;
    };

    void convert(const float* const* input, const EngineOutput& output, int offset, int samples) noexcept;

    StreamingEngine engine;
    int totalLatency;
    std::optional<Conversion> conversion; // empty at the model's own rate
    std::optional<Padding> padding;       // empty when resampling, and when the engine's latency is sufficient
};

} // namespace dequantizer
