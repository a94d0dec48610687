#pragma once

#include <algorithm>

namespace dequantizer
{

/// A gain that goes to its target in a straight line of fixed duration, and arrives at it exactly.
class GainRamp
{
public:
    /// `samples` >= 1.
    void setDuration(int samples) noexcept { duration = std::max(1, samples); }

    /// Is there at once.
    void jumpTo(float gain) noexcept
    {
        value = target = gain;
        remaining = 0;
    }

    /// Sets off, unless `gain` is where the ramp goes already.
    void moveTo(float gain) noexcept
    {
        if (gain == target)
            return;
        target = gain;
        remaining = duration;
    }

    /// Whether next() has only one value to give.
    [[nodiscard]] bool isSettled() const noexcept { return remaining == 0; }

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
