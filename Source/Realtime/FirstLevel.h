#pragma once

#include <cmath>
#include <cstddef>
#include <span>

namespace dequantizer
{

/// Tells whether a stream is still on the quantisation level on which it began.
///
/// Such a stream shows nothing of its signal: the true value may be anywhere in the cell. Restoration would move it to
/// zero, which makes silence with an offset worse; see estimate(). As soon as a second level has appeared, the signal's
/// own changes show where it lies.
class FirstLevel
{
public:
    /// Processes the next frame: samples, and their cells of the same length. Samples whose cell is a point, as before
    /// the start of the stream, are known and do not count.
    void update(std::span<const float> samples, std::span<const float> lower, std::span<const float> upper) noexcept
    {
        for (std::size_t i = 0; i < samples.size() && !left; ++i)
        {
            if (lower[i] == upper[i])
                continue;
            left = known && samples[i] != level;
            level = samples[i];
            known = true;
        }
    }

    [[nodiscard]] bool isHeld() const noexcept { return !left; }

    /// The value to assume for a sample on a held level: half-way to zero on the levels next to it, because the true
    /// value is most likely between zero and the level, and the error is then at most a quarter of `delta`, the
    /// quantisation step; the level itself elsewhere.
    [[nodiscard]] static float estimate(float sample, float delta) noexcept
    {
        constexpr float rounding = 1.001f;
        return std::abs(sample) <= 0.5f * rounding * delta ? 0.5f * sample : sample;
    }

private:
    float level = 0.0f;
    bool known = false, left = false;
};

} // namespace dequantizer
