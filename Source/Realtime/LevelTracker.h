#pragma once

#include "Realtime/FirstLevel.h"
#include "Realtime/OffsetEstimator.h"
#include "Realtime/Plateaus.h"

#include <algorithm>
#include <cstddef>
#include <span>

namespace dequantizer
{

/// Follows the DC offset and the first level of one channel of a stream, for solvers whose bounds are learned. No
/// member function allocates.
class LevelTracker
{
public:
    /// `frameLength` in samples, > 0.
    LevelTracker(int frameLength, const StreamTiming& timing) noexcept
        : estimator(frameLength, timing), firstLevel(timing.secondsPerFrame())
    {
    }

    /// See Quantiser::widening().
    void setWidening(double factor) noexcept { widening = static_cast<float>(factor); }

    void reset() noexcept
    {
        estimator.reset();
        firstLevel.reset();
    }

    /// Processes the next frame. While the stream is on its first level, this replaces the cells by the value that
    /// FirstLevel assumes, and in a frame of plateaus by the samples, which then stay as they are. All spans have the
    /// length of a frame; `delta` > 0 is the quantisation step.
    void update(std::span<const float> samples, std::span<float> lower, std::span<float> upper,
                std::span<const float> window, float delta) noexcept
    {
        firstLevel.update(samples, lower, upper);
        if (firstLevel.isHeld())
            for (std::size_t i = 0; i < samples.size(); ++i)
                lower[i] = upper[i] = firstLevel.estimate(samples[i], delta);
        else if (holdsPlateausOnly(lower, upper, widening))
        {
            std::copy(samples.begin(), samples.end(), lower.begin());
            std::copy(samples.begin(), samples.end(), upper.begin());
        }
        estimator.update(samples, window, delta);
    }

    /// The offset to remove from what the operator analyses, in the unit of the samples.
    [[nodiscard]] float offset() const noexcept { return estimator.offset(); }

private:
    OffsetEstimator estimator;
    FirstLevel firstLevel;
    float widening = 1.0f;
};

} // namespace dequantizer
