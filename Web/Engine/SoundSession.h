#pragma once

#include "Realtime/AnyRateEngine.h"
#include "Restoration/RestorationChoice.h"
#include "Restoration/SoundSurvey.h"

#include <optional>
#include <string>

namespace dequantizer
{

/// One sound on its way through the web page: first surveyed, then restored, in blocks of up to blockLength samples.
/// The page keeps the sound; this keeps only a block, so that memory does not depend on the length.
class SoundSession
{
public:
    static constexpr int blockLength = 1 << 14;
    static constexpr int mostChannels = 32;

    /// Throws std::runtime_error with one sentence if the number of channels is not 1 .. mostChannels or the rate is
    /// not 1000 .. 1000000 Hz.
    SoundSession(const SoundProperties& soundProperties, int channelCount);

    /// The memory for a block of a channel: the input of the next call, and its output.
    [[nodiscard]] float* block(int channel) noexcept { return blocks[static_cast<std::size_t>(channel)].data(); }

    /// The bounds of the cells of a block, see findCells().
    [[nodiscard]] float* lower() noexcept { return lowerBounds.data(); }
    [[nodiscard]] float* upper() noexcept { return upperBounds.data(); }

    /// Quantises the block with a mid-rise quantiser of 1 .. 24 bits, as `dequantizer quantize` does.
    void quantise(int bits, int samples) noexcept;

    /// Analyses the block. Samples that are not finite become 0.
    void survey(int samples);

    /// What the samples surveyed so far show, as JSON.
    [[nodiscard]] std::string findings() const;

    /// Prepares the restoration of the surveyed sound. `settings` is a JSON object with any of the strings bits,
    /// quantiser, material and quality, which `dequantizer restore` has as options, the number strength and the boolean
    /// force. Returns a description as JSON. Throws std::exception with one sentence.
    std::string choose(const std::string& settings);

    /// Replaces the block with restored samples, which are late by the latency that choose() returns.
    void restore(int samples) noexcept;

    /// Finds the cells of the first channel of the block, if choose() succeeded.
    void findCells(int samples) noexcept;

private:
    const SoundProperties properties;
    Channels blocks;
    std::vector<float*> pointers;
    std::vector<float> lowerBounds, upperBounds;
    SoundSurveyor surveyor;
    std::optional<RestorationChoice> choice;
    std::optional<AnyRateEngine> engine;
};

} // namespace dequantizer
