#pragma once

#include "Signal/CompandingQuantiser.h"
#include "Signal/LevelSet.h"

#include <optional>
#include <span>
#include <vector>

namespace dequantizer
{

/// The decoded levels of a telephone code, times a gain.
struct CompandedLevels
{
    CompandingLaw law = CompandingLaw::mu;
    double gain = 1.0;       ///< that followed the decoder, 1/8 .. 2
    double confidence = 0.0; ///< 0 .. 1, see fitCompandedLevels()
};

/// Finds the law and the gain whose levels contain all of `levels` (distinct and ascending). Zero counts as silence.
/// Allows for rounding to 16 bits. Returns nothing if there is no such law, or fewer than two levels that are not 0.
/// Time is linear in the number of levels; many more than 255 make no sense.
///
/// The confidence is 1 - n p, where n is the number of gains that were tried, and p the probability that samples on the
/// coarsest uniform grid that contains them, or on no grid, lie on the levels by chance. A sound within the narrowest
/// cells lies on all levels of a uniform grid, so that the confidence is 0.
[[nodiscard]] std::optional<CompandedLevels> fitCompandedLevels(std::span<const float> levels) noexcept;

/// Decides whether a sound was decoded from a telephone code. It arrives in portions, whose size does not affect the
/// result. Only the constructor allocates.
class CompandingSurvey
{
public:
    /// `channels` >= 1.
    explicit CompandingSurvey(int channels);

    /// Analyses `samples` more finite samples of each channel.
    void process(const float* const* channels, std::size_t samples) noexcept;

    /// The law of all samples so far, with the gain of the loudest channel and the least confidence of all channels.
    /// Silent channels are ignored. Nothing if a channel does not fit, or if two channels have different laws.
    [[nodiscard]] std::optional<CompandedLevels> found() const noexcept;

private:
    struct Channel
    {
        LevelSet levels;
        float previous = 0.0f;
    };
    std::vector<Channel> collected;
};

} // namespace dequantizer
