#include "Signal/CompandedLevels.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dequantizer
{

namespace
{
// One more than the codes of a law, to see that there are too many levels.
constexpr std::size_t mostCompandedLevels = 257;

constexpr double leastGain = 0.125, greatestGain = 2.0;
constexpr double gainRatio = 1.003; // from one gain that is tried to the next, which the fit makes exact

// Rounding, and what it adds to the error of the gain.
constexpr double roundingErrorAt16Bits = 0.75 / 32768.0, roundingErrorOfFloat = 2e-6;

// The farthest that a level may be from its cell's centre while the gain is not exact, in units of the cell's width.
constexpr double mostDistance = 0.3;

// The weight of a gain that is tried, as the square of a level near the narrowest cells.
constexpr double weightOfTriedGain = 4e-6;

struct Match
{
    double level, width; // of a cell, before the gain
};

Match matchOf(const CompandingQuantiser& quantiser, double value) noexcept
{
    const auto cell = quantiser.cell(static_cast<float>(value));
    return {static_cast<double>(cell.centre), static_cast<double>(cell.upper) - static_cast<double>(cell.lower)};
}

// The magnitudes that differ by more than rounding, in ascending order.
struct DistinctMagnitudes
{
    std::array<double, mostCompandedLevels> values{};
    std::size_t count = 0;

    explicit DistinctMagnitudes(std::span<const float> levels) noexcept
    {
        std::array<double, mostCompandedLevels> all{};
        std::size_t magnitudes = 0;
        for (const float level : levels)
            if (level != 0.0f)
                all[magnitudes++] = std::abs(static_cast<double>(level));
        std::sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(magnitudes));
        for (std::size_t i = 0; i < magnitudes; ++i)
            if (count == 0 || all[i] > values[count - 1] * (1.0 + roundingErrorOfFloat))
                values[count++] = all[i];
    }

    [[nodiscard]] std::span<const double> span() const noexcept { return {values.data(), count}; }
};

// The exact gain near `gain`; nothing if the levels do not fit. Small magnitudes, whose cells allow the greatest error
// of the gain, come first.
std::optional<double> fitGain(const CompandingQuantiser& quantiser, std::span<const double> magnitudes,
                              double gain) noexcept
{
    double squares = weightOfTriedGain, products = gain * squares, fitted = gain;
    double ownSquares = 0.0, ownProducts = 0.0;
    for (const double magnitude : magnitudes)
    {
        const auto [level, width] = matchOf(quantiser, magnitude / fitted);
        if (std::abs(magnitude / fitted - level) > mostDistance * width)
            return std::nullopt;
        ownProducts += magnitude * level;
        ownSquares += level * level;
        fitted = (products + ownProducts) / (squares + ownSquares);
    }
    return ownSquares > 0.0 ? std::optional(ownProducts / ownSquares) : std::nullopt;
}

// The probability that all magnitudes lie on the levels by chance; nothing if one of them does not.
std::optional<double> chanceOfLevels(const CompandingQuantiser& quantiser, std::span<const double> magnitudes,
                                     double gain) noexcept
{
    // Wider cells have levels halfway between those of a uniform grid of the narrowest ones.
    const double narrowest = matchOf(quantiser, 0.0).width;
    const bool hasWider = matchOf(quantiser, magnitudes.back() / gain).width > 1.5 * narrowest;
    const double spacing = hasWider ? 0.5 * narrowest : narrowest;
    double chance = 1.0;
    for (const double magnitude : magnitudes)
    {
        const auto [level, width] = matchOf(quantiser, magnitude / gain);
        const double tolerance = std::max(roundingErrorAt16Bits, roundingErrorOfFloat * magnitude) / gain;
        if (std::abs(magnitude / gain - level) > std::min(tolerance, 0.5 * width))
            return std::nullopt;
        chance *= std::min(1.0, std::max(spacing, 2.0 * tolerance) / width);
    }
    return chance;
}

void keepSurer(std::optional<CompandedLevels>& best, CompandingLaw law, double gain, double chance) noexcept
{
    const double confidence = std::max(0.0, 1.0 - chance);
    if (!best || confidence > best->confidence)
        best = {law, gain, confidence};
}
} // namespace

std::optional<CompandedLevels> fitCompandedLevels(std::span<const float> levels) noexcept
{
    if (levels.size() >= mostCompandedLevels)
        return std::nullopt;
    const DistinctMagnitudes magnitudes(levels);
    if (magnitudes.count < 2)
        return std::nullopt;
    const int gainsTried = 1 + static_cast<int>(std::log(greatestGain / leastGain) / std::log(gainRatio));

    std::optional<CompandedLevels> best;
    for (const auto law : {CompandingLaw::mu, CompandingLaw::a})
    {
        const CompandingQuantiser quantiser(law);
        if (const auto chance = chanceOfLevels(quantiser, magnitudes.span(), 1.0))
            keepSurer(best, law, 1.0, 2.0 * *chance);
        else
            for (int i = 0; i < gainsTried; ++i)
                if (const auto fitted = fitGain(quantiser, magnitudes.span(), leastGain * std::pow(gainRatio, i)))
                    if (const auto chanceThere = chanceOfLevels(quantiser, magnitudes.span(), *fitted))
                        keepSurer(best, law, *fitted, 2.0 * gainsTried * *chanceThere);
    }
    return best;
}

CompandingSurvey::CompandingSurvey(int channels)
    : collected(static_cast<std::size_t>(channels), Channel{LevelSet(mostCompandedLevels)})
{
}

void CompandingSurvey::process(const float* const* channels, std::size_t samples) noexcept
{
    for (std::size_t channel = 0; channel < collected.size(); ++channel)
    {
        auto& [levels, previous] = collected[channel];
        for (const float sample : std::span(channels[channel], samples))
        {
            if (levels.values().size() == mostCompandedLevels)
                break;
            if (sample != previous)
                levels.insert(sample);
            previous = sample;
        }
    }
}

std::optional<CompandedLevels> CompandingSurvey::found() const noexcept
{
    std::optional<CompandedLevels> result;
    for (const auto& channel : collected)
    {
        const auto levels = channel.levels.values();
        if (std::all_of(levels.begin(), levels.end(), [](float level) { return level == 0.0f; }))
            continue;
        const auto fitted = fitCompandedLevels(levels);
        if (!fitted || (result && result->law != fitted->law))
            return std::nullopt;
        if (!result)
            result = fitted;
        result->gain = std::max(result->gain, fitted->gain);
        result->confidence = std::min(result->confidence, fitted->confidence);
    }
    return result;
}

} // namespace dequantizer
