#include "Plugin/Engine/LevelMatch.h"

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

void LevelMatch::prepare(double sampleRate, int mostSamples)
{
    gains.assign(static_cast<std::size_t>(mostSamples), 1.0f);
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

void LevelMatch::listen(const std::vector<std::vector<float>>& input, const std::vector<std::vector<float>>& restored,
                        OutputMix mix, int samples, bool isWanted) noexcept
{
    for (std::size_t i = 0; i < static_cast<std::size_t>(samples); ++i)
    {
        if (untilUpdate == 0)
        {
            gain.moveTo(gainWanted(isWanted));
            untilUpdate = updateInterval;
        }
        --untilUpdate;
        gains[i] = gain.next();

        double in = 0.0, out = 0.0;
        for (std::size_t channel = 0; channel < input.size(); ++channel)
        {
            const auto before = static_cast<double>(input[channel][i]);
            const auto after = static_cast<double>(mix.dry * input[channel][i] + mix.wet * restored[channel][i]);
            in += before * before;
            out += after * after;
        }
        inputEnergy += share * (in - inputEnergy);
        outputEnergy += share * (out - outputEnergy);
    }
}

void LevelMatch::apply(float* const* output, int channels, int offset, int samples) const noexcept
{
    for (int channel = 0; channel < channels; ++channel)
        for (int i = 0; i < samples; ++i)
            output[channel][offset + i] *= gains[static_cast<std::size_t>(i)];
}

} // namespace dequantizer
