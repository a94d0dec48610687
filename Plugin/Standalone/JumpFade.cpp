#include "Plugin/Standalone/JumpFade.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr double fadeSeconds = 0.005;
}

void JumpFade::prepare(double sampleRate) noexcept
{
    duration = std::max(1, static_cast<int>(std::lround(fadeSeconds * sampleRate)));
    untilSilence = untilRise = 0;
    risen = duration;
}

void JumpFade::jumpIn(int samples) noexcept
{
    if (untilRise == 0)
        untilSilence = samples;
    untilRise = samples;
    if (samples == 0)
        risen = 0;
}

float JumpFade::nextGain() noexcept
{
    int steps = risen;
    if (untilRise > 0)
    {
        steps = std::min(steps, untilSilence);
        untilSilence = std::max(0, untilSilence - 1);
        if (--untilRise == 0)
            risen = 0;
    }
    else if (risen < duration)
    {
        ++risen;
    }
    const float share = static_cast<float>(std::min(steps, duration)) / static_cast<float>(duration);
    return share * share * (3.0f - 2.0f * share); // smooth at both ends
}

void JumpFade::process(float* const* channels, int channelCount, int count) noexcept
{
    for (int i = 0; i < count; ++i)
    {
        if (untilRise == 0 && risen == duration)
            return;
        const float gain = nextGain();
        for (int channel = 0; channel < channelCount; ++channel)
            channels[channel][i] *= gain;
    }
}

} // namespace dequantizer
