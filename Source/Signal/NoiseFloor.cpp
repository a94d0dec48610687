#include "Signal/NoiseFloor.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace dequantizer
{

namespace
{
constexpr int framesPerMean = 8;
constexpr std::size_t leastLevelsOfFrame = 12;
constexpr double mostHeldSamples = 0.4; // share of those that equal the one before
constexpr double constantFrame = 0.998;
constexpr std::size_t mostPartlyHeldFrames = 4; // at the ends of two silences
constexpr double mostHeldOfQuietSamples = 0.7;  // silence with triangular dither has 0.59
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
        analyse();
        std::copy(frame.begin() + hop, frame.end(), frame.begin());
        inFrame = frameLength - hop;
    }
}

double NoiseFloor::heldShare() const noexcept
{
    std::size_t held = 0;
    for (std::size_t i = 1; i < frameLength; ++i)
        held += frame[i] == frame[i - 1] ? 1u : 0u;
    return static_cast<double>(held) / static_cast<double>(frameLength);
}

bool NoiseFloor::hasManyLevels() const noexcept
{
    std::array<float, leastLevelsOfFrame> levels{};
    auto end = levels.begin();
    for (const float sample : frame)
        if (end != levels.end() && std::find(levels.begin(), end, sample) == end)
            *end++ = sample;
    return end == levels.end();
}

void NoiseFloor::analyse() noexcept
{
    const double held = heldShare();
    if (held >= mostHeldOfQuietSamples)
    {
        partlyHeldFrames += held < constantFrame ? 1u : 0u;
        framesInBlock = blocksDone = 0;
        return;
    }
    transformFrame();
    addToBlock();
    if (held < mostHeldSamples && hasManyLevels())
        addToSum();
}

void NoiseFloor::transformFrame() noexcept
{
    const double mean = std::accumulate(frame.begin(), frame.end(), 0.0) / static_cast<double>(frameLength);
    for (std::size_t i = 0; i < frameLength; ++i)
        windowed.data()[i] = window[i] * (static_cast<double>(frame[i]) - mean);
    transform->forward(windowed.data(), spectrum.data());
}

void NoiseFloor::addToBlock() noexcept
{
    auto& block = blocks[blocksDone % blocksPerSection];
    if (framesInBlock == 0)
        block = {};
    const std::size_t rowsPerBand = frameLength / 2 / block.size();
    for (std::size_t band = 0; band < block.size(); ++band)
        for (std::size_t row = 1; row <= rowsPerBand; ++row)
            block[band] += std::norm(spectrum.data()[band * rowsPerBand + row]) /
                           static_cast<double>(rowsPerBand * framesPerBlock);
    if (++framesInBlock < framesPerBlock)
        return;
    framesInBlock = 0;
    if (++blocksDone < blocksPerSection)
        return;
    for (std::size_t band = 0; band < leastOfBands.size(); ++band)
    {
        double mean = 0.0;
        for (const auto& part : blocks)
            mean += part[band] / static_cast<double>(blocksPerSection);
        leastOfBands[band] = hasLeastOfBands ? std::min(leastOfBands[band], mean) : mean;
    }
    hasLeastOfBands = true;
}

void NoiseFloor::addToSum() noexcept
{
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

std::optional<NoiseFloor::FloorOfBands> NoiseFloor::floorOfBands() const noexcept
{
    return hasLeastOfBands && partlyHeldFrames <= mostPartlyHeldFrames ? std::optional(leastOfBands) : std::nullopt;
}

} // namespace dequantizer
