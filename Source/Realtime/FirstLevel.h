#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace dequantizer
{

/// Tells whether a stream is still on the quantisation level on which it began, and what to assume meanwhile.
///
/// Such a stream shows nothing of its signal: the true value may be anywhere in the cell. Restoration would move it to
/// zero, which makes silence with an offset worse; see estimate(). As soon as a second level has appeared, the signal's
/// own changes show where it lies.
class FirstLevel
{
public:
    /// A held level of up to this length is taken for the pause before a sound.
    static constexpr double pauseSeconds = 0.1;

    /// From this length on, it may be anything.
    static constexpr double silenceSeconds = 0.3;

    /// The value of a pause, in signal units: the DC offset of a recording is rarely larger.
    static constexpr float pauseOffset = 0.006f;

    /// `frameSeconds` > 0 is the time from one frame to the next.
    explicit FirstLevel(double frameSeconds) noexcept : secondsOfFrame(frameSeconds) {}

    void reset() noexcept { *this = FirstLevel(secondsOfFrame); }

    /// Processes the next frame: samples, and their cells of the same length. Samples whose cell is a point, as before
    /// the start of the stream, are known and do not count.
    void update(std::span<const float> samples, std::span<const float> lower, std::span<const float> upper) noexcept
    {
        if (known && !left)
            heldFor += secondsOfFrame;
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

    /// The value to assume for a sample on a held level. On the levels next to zero, this is half-way to zero, because
    /// the true value is most likely between zero and the level, and the error is then at most a quarter of `delta`,
    /// the quantisation step; in a pause, it is at most `pauseOffset` from zero. Elsewhere it is the level itself.
    [[nodiscard]] float estimate(float sample, float delta) const noexcept
    {
        constexpr float rounding = 1.001f;
        if (std::abs(sample) > 0.5f * rounding * delta)
            return sample;
        const double passed = (heldFor - pauseSeconds) / (silenceSeconds - pauseSeconds);
        const float halfWay = 0.5f * sample;
        const float pause = std::clamp(halfWay, -pauseOffset, pauseOffset);
        return pause + static_cast<float>(std::clamp(passed, 0.0, 1.0)) * (halfWay - pause);
    }

private:
    double secondsOfFrame;
    double heldFor = 0.0; // seconds
    float level = 0.0f;
    bool known = false, left = false;
};

} // namespace dequantizer
