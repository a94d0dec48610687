#include "Companion/Restore/MeanSpectrum.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace dequantizer
{

MeanSpectrum::MeanSpectrum(int channels, double rate)
    : sampleRate(rate), transform(frameLength), window(frameLength), pending(static_cast<std::size_t>(channels)),
      powers(frameLength / 2 + 1)
{
    for (std::size_t i = 0; i < window.size(); ++i)
        window[i] = static_cast<float>(
            0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * (static_cast<double>(i) + 0.5) / frameLength));
}

void MeanSpectrum::process(const float* const* channels, std::size_t samples)
{
    for (std::size_t channel = 0; channel < pending.size(); ++channel)
    {
        auto& frame = pending[channel];
        for (std::size_t i = 0; i < samples; ++i)
        {
            frame.push_back(channels[channel][i]);
            if (frame.size() < window.size())
                continue;
            analyse(frame, powers);
            ++frames;
            frame.clear();
        }
    }
}

void MeanSpectrum::analyse(const std::vector<float>& frame, std::vector<double>& sums) const
{
    TransformBuffer<float> in(frameLength), out(frameLength);
    for (std::size_t i = 0; i < frame.size(); ++i)
        in.data()[i] = window[i] * frame[i];
    transform.forward(in.data(), out.data());
    for (std::size_t i = 0; i < sums.size(); ++i)
        sums[i] += static_cast<double>(std::norm(out.data()[i]));
}

std::vector<double> MeanSpectrum::levels() const
{
    auto sums = powers;
    auto count = static_cast<double>(frames);
    if (frames == 0)
        for (const auto& frame : pending)
        {
            analyse(frame, sums);
            count += 1.0;
        }

    // A sine at full scale has the amplitude N / 4 under this window.
    const double fullScale = std::pow(0.25 * frameLength, 2.0);
    const double binWidth = sampleRate / frameLength, highest = 0.5 * sampleRate;
    const double lowest = std::min(lowestFrequency, 0.5 * highest);
    std::vector<double> levels;
    for (std::size_t band = 0; band < bands; ++band)
    {
        const auto edge = [&](std::size_t i)
        { return lowest * std::pow(highest / lowest, static_cast<double>(i) / bands) / binWidth; };
        const auto begin = static_cast<std::size_t>(edge(band));
        const auto end = std::clamp(static_cast<std::size_t>(edge(band + 1)), begin + 1, sums.size());
        double power = 0.0;
        for (auto bin = std::min(begin, sums.size() - 1); bin < end; ++bin)
            power = std::max(power, sums[bin]);
        levels.push_back(std::max(silence, 10.0 * std::log10(power / (count * fullScale) + 1e-30)));
    }
    return levels;
}

} // namespace dequantizer
