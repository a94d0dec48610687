#pragma once

#include "Realtime/AnyRateEngine.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace dequantizer
{

/// A passage of a sound and how its samples were quantised.
struct QuantisedPassage
{
    std::uint64_t begin = 0, end = 0;   ///< samples per channel; the end is exclusive
    std::optional<Quantiser> quantiser; ///< none leaves the passage as it is
};

/// Passes a whole sound through an engine, with a quantiser for each passage.
///
/// Every sample gets the cells of its own passage, and a frame may extend over several passages, so there is no seam
/// between them. Next to a passage that stays as it is, the correction is faded in and out over 5 ms, within the
/// neighbour; the result still lies within the cells. After the constructor nothing allocates.
class PassageEngine
{
public:
    /// The engine must not be resampling, unless there are no passages: it then keeps its quantiser for the whole
    /// sound. `passages` follow each other without gaps from 0 on, and one at least has a quantiser. `sampleRate` in
    /// Hz.
    PassageEngine(AnyRateEngine& engine, std::vector<QuantisedPassage> passages, double sampleRate);

    [[nodiscard]] int latency() const noexcept { return engine.latency(); }
    [[nodiscard]] int channels() const noexcept { return engine.channels(); }

    /// Clears all audio and begins the sound again.
    void reset() noexcept;

    /// See AnyRateEngine::process(). There are no cells in the output. What follows the last passage belongs to it.
    void process(const float* const* input, const EngineOutput& output, int samples) noexcept;

private:
    [[nodiscard]] std::uint64_t samplesUntilBoundary() const noexcept;
    void useQuantiserAt(std::size_t passage) noexcept;
    void fade(float* const* restored, const float* const* delayed, std::size_t samples) noexcept;
    [[nodiscard]] float weightAt(std::uint64_t outputSample) noexcept;

    static constexpr std::size_t chunk = 4096;

    AnyRateEngine& engine;
    const std::vector<QuantisedPassage> passages;
    const double fadeLength; // samples
    std::uint64_t read = 0;  // samples
    std::size_t readPassage = 0, writtenPassage = 0;
    std::vector<std::vector<float>> delayedBuffers; // empty without passages
    std::vector<float*> delayedPointers;
    std::vector<const float*> from;
    std::vector<float*> to;
};

} // namespace dequantizer
