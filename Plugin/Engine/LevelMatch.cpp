#include "Plugin/Engine/LevelMatch.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr double memorySeconds = 3.0;

// Samples between two choices of the gain, and the length of the ramp to it.
constexpr int updateInterval = 256;

constexpr float maxGain = 3.98f; // 12 dB

// -80 dB: quieter audio has no loudness worth matching.
constexpr double minEnergy = 1e-8;
} // namespace

void LevelMatch::prepare(double sampleRate, int maxSamples)
{
    gains.assign(static_cast<std::size_t>(maxSamples), 1.0f);
    weight = 1.0 / (memorySeconds * sampleRate);
    gain.setDuration(updateInterval);
    reset();
}

void LevelMatch::reset() noexcept
{
    inputEnergy = outputEnergy = 0.0;
    untilUpdate = 0;
    gain.jumpTo(1.0f);
}

float LevelMatch::targetGain(bool isEnabled) const noexcept
{
    if (!isEnabled || inputEnergy < minEnergy || outputEnergy < minEnergy)
        return 1.0f;
    return std::clamp(static_cast<float>(std::sqrt(inputEnergy / outputEnergy)), 1.0f / maxGain, maxGain);
}

void LevelMatch::update(const std::vector<std::vector<float>>& input, const std::vector<std::vector<float>>& restored,
                        OutputMix mix, int samples, bool isEnabled) noexcept
{
    for (std::size_t i = 0; i < static_cast<std::size_t>(samples); ++i)
    {
        if (untilUpdate == 0)
        {
            gain.moveTo(targetGain(isEnabled));
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
        inputEnergy += weight * (in - inputEnergy);
        outputEnergy += weight * (out - outputEnergy);
    }
}

void LevelMatch::apply(float* const* output, int channels, int offset, int samples) const noexcept
{
    for (int channel = 0; channel < channels; ++channel)
        for (int i = 0; i < samples; ++i)
            output[channel][offset + i] *= gains[static_cast<std::size_t>(i)];
}

} // namespace dequantizer
