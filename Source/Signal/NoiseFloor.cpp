#include "Signal/NoiseFloor.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dequantizer
{

namespace
{
constexpr int framesPerMean = 8;
constexpr std::size_t leastLevelsOfFrame = 12;
constexpr double mostHeldSamples = 0.4; // share of those that equal the one before
} // namespace

NoiseFloor::NoiseFloor()
    : transform(std::make_unique<const ComplexTransform<double>>(static_cast<int>(frameLength))),
      windowed(static_cast<int>(frameLength)), spectrum(static_cast<int>(frameLength))
{
    // A Hann window that leaves the variance of white noise as it is.
    double power = 0.0;
    for (std::size_t i = 0; i < frameLength; ++i)
    {
        window[i] = 1.0 - std::cos(2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(frameLength));
        power += window[i] * window[i];
    }
    for (double& value : window)
        value /= std::sqrt(power);
}

void NoiseFloor::process(std::span<const float> samples) noexcept
{
    for (const float sample : samples)
    {
        soundSeen = soundSeen || sample != 0.0f;
        frame[inFrame++] = sample;
        if (inFrame < frameLength)
            continue;
        if (isSuitable())
            analyse();
        std::copy(frame.begin() + hop, frame.end(), frame.begin());
        inFrame = frameLength - hop;
    }
}

bool NoiseFloor::isSuitable() const noexcept
{
    std::array<float, leastLevelsOfFrame> levels{};
    auto end = levels.begin();
    std::size_t held = 0;
    for (std::size_t i = 0; i < frameLength; ++i)
    {
        held += i > 0 && frame[i] == frame[i - 1] ? 1u : 0u;
        if (end != levels.end() && std::find(levels.begin(), end, frame[i]) == end)
            *end++ = frame[i];
    }
    return end == levels.end() && static_cast<double>(held) < mostHeldSamples * static_cast<double>(frameLength);
}

void NoiseFloor::analyse() noexcept
{
    // The mean would leak into the lowest rows only.
    for (std::size_t i = 0; i < frameLength; ++i)
        windowed.data()[i] = window[i] * static_cast<double>(frame[i]);
    transform->forward(windowed.data(), spectrum.data());
    constexpr std::size_t first = frameLength / 4, rowsPerBand = frameLength / 4 / bands;
    for (std::size_t band = 0; band < bands; ++band)
        for (std::size_t row = 0; row < rowsPerBand; ++row)
            sums[band] += std::norm(spectrum.data()[first + band * rowsPerBand + row]) /
                          static_cast<double>(rowsPerBand * framesPerMean);
    if (++framesInSum < framesPerMean)
        return;
    for (std::size_t band = 0; band < bands; ++band)
        least[band] = hasLeast ? std::min(least[band], sums[band]) : sums[band];
    hasLeast = true;
    sums = {};
    framesInSum = 0;
}

std::optional<double> NoiseFloor::variance() const noexcept
{
    if (!hasLeast)
        return std::nullopt;
    double product = 1.0;
    for (const double power : least)
        product *= power;
    return std::pow(product, 1.0 / static_cast<double>(bands));
}

} // namespace dequantizer
