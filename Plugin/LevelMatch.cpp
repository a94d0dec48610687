#include "Plugin/LevelMatch.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr double memorySeconds = 3.0;

// The gain is chosen anew this often, in samples, and takes as long to get there.
constexpr int updateInterval = 256;

constexpr float mostGain = 3.98f; // 12 dB

// Below -80 dB there is nothing to compare.
constexpr double leastEnergy = 1e-8;
} // namespace

void LevelMatch::prepare(double sampleRate)
{
    share = 1.0 / (memorySeconds * sampleRate);
    gain.setDuration(updateInterval);
    reset();
}

void LevelMatch::reset() noexcept
{
    inputEnergy = outputEnergy = 0.0;
    untilUpdate = 0;
    gain.jumpTo(1.0f);
}

float LevelMatch::gainWanted(bool isWanted) const noexcept
{
    if (!isWanted || inputEnergy < leastEnergy || outputEnergy < leastEnergy)
        return 1.0f;
    return std::clamp(static_cast<float>(std::sqrt(inputEnergy / outputEnergy)), 1.0f / mostGain, mostGain);
}

void LevelMatch::process(float* const* output, int offset, const std::vector<std::vector<float>>& input, int samples,
                         bool isWanted) noexcept
{
    for (int i = 0; i < samples; ++i)
    {
        if (untilUpdate == 0)
        {
            gain.moveTo(gainWanted(isWanted));
            untilUpdate = updateInterval;
        }
        --untilUpdate;

        const float factor = gain.next();
        double in = 0.0, out = 0.0;
        for (std::size_t channel = 0; channel < input.size(); ++channel)
        {
            const auto before = static_cast<double>(input[channel][static_cast<std::size_t>(i)]);
            float& sample = output[channel][offset + i];
            in += before * before;
            out += static_cast<double>(sample) * static_cast<double>(sample);
            sample *= factor;
        }
        inputEnergy += share * (in - inputEnergy);
        outputEnergy += share * (out - outputEnergy);
    }
}

} // namespace dequantizer
