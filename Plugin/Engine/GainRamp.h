#pragma once

#include <algorithm>

namespace dequantizer
{

/// A gain that moves to its target linearly over a fixed number of samples and ends exactly on it.
///
/// juce::SmoothedValue does not fit: from JUCE 8 on it ignores a target within rounding error of the previous one, so a
/// level match that is turned off could stay one ulp away from 1 and change every sample.
class GainRamp
{
public:
    /// Length of later ramps, `samples` >= 1.
    void setDuration(int samples) noexcept { duration = std::max(1, samples); }

    /// Sets the gain without a ramp.
    void jumpTo(float gain) noexcept
    {
        value = target = gain;
        remaining = 0;
    }

    /// Starts a ramp from the current gain; does nothing if `gain` is the target already.
    void moveTo(float gain) noexcept
    {
        if (gain == target)
            return;
        target = gain;
        remaining = duration;
    }

    /// Whether the ramp has ended, so that next() is constant.
    [[nodiscard]] bool isSettled() const noexcept { return remaining == 0; }

    /// The gain of the last sample.
    [[nodiscard]] float current() const noexcept { return value; }

    /// The gain of the next sample.
    [[nodiscard]] float next() noexcept
    {
        if (remaining > 0)
        {
            value += (target - value) / static_cast<float>(remaining);
            if (--remaining == 0)
                value = target;
        }
        return value;
    }

private:
    float value = 0.0f, target = 0.0f;
    int duration = 1, remaining = 0;
};

} // namespace dequantizer
