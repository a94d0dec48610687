#include "Signal/CriticalBands.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr double lowestFrequency = 80.0;
constexpr double highestFrequency = 18000.0;
constexpr double lowerSlopeDb = 27.0; // per Bark
constexpr double addition = 0.4;      // the exponent with which contributions add

double barkOf(double frequency) noexcept
{
    return 7.0 * std::asinh(frequency / 650.0);
}

double frequencyOf(double bark) noexcept
{
    return 650.0 * std::sinh(bark / 7.0);
}

double powerOfDb(double db) noexcept
{
    return std::pow(10.0, db / 10.0);
}
} // namespace

CriticalBands::CriticalBands(double sampleRate, int frameLength)
{
    const double lowest = barkOf(lowestFrequency);
    const double highest = barkOf(std::min(highestFrequency, sampleRate / 2.0));
    const double binWidth = sampleRate / frameLength;
    const auto bins = static_cast<std::size_t>(frameLength / 2 + 1);
    double from = lowest;
    while (from < highest)
    {
        const double to = std::min(from + barkPerBand, highest);
        const double fromHz = frequencyOf(from);
        const double toHz = frequencyOf(to);
        const auto first = static_cast<std::size_t>(fromHz / binWidth);
        const auto last = std::min(static_cast<std::size_t>(toHz / binWidth) + 1, bins - 1);
        for (auto bin = first; bin <= last; ++bin)
        {
            const double middle = static_cast<double>(bin) * binWidth;
            const double part = std::min(toHz, middle + 0.5 * binWidth) - std::max(fromHz, middle - 0.5 * binWidth);
            if (part > 0.0)
                shares.push_back({bin, centres.size(), part / binWidth});
        }
        centres.push_back(frequencyOf(0.5 * (from + to)));
        from = lowest + static_cast<double>(centres.size()) * barkPerBand;
    }
    normalisation.assign(centres.size(), 0.0);
    sumSpread(std::vector<double>(centres.size(), 1.0), normalisation);
}

void CriticalBands::group(std::span<const double> power, std::span<double> energies) const noexcept
{
    assert(energies.size() == centres.size());
    std::fill(energies.begin(), energies.end(), 0.0);
    for (const auto& share : shares)
        energies[share.band] += share.part * power[share.bin];
}

void CriticalBands::spreadDerivative(std::span<const double> energies, std::span<double> power) const noexcept
{
    assert(energies.size() == centres.size());
    std::fill(power.begin(), power.end(), 0.0);
    for (const auto& share : shares)
        power[share.bin] += share.part * energies[share.band];
}

void CriticalBands::sumSpread(std::span<const double> energies, std::span<double> sum) const
{
    const std::size_t bands = energies.size();
    static const double down = powerOfDb(-lowerSlopeDb * barkPerBand);
    static const double downAdded = std::pow(down, addition);
    std::fill(sum.begin(), sum.end(), 0.0);
    for (std::size_t band = 0; band < bands; ++band)
    {
        const double level = 10.0 * std::log10(energies[band]);
        const double up = powerOfDb((-24.0 - 230.0 / centres[band] + 0.2 * level) * barkPerBand);
        // What the band spreads sums up to its energy: two geometric series.
        double total = 1.0;
        double factor = 1.0;
        for (std::size_t below = band; below-- > 0;)
            total += factor *= down;
        factor = 1.0;
        for (std::size_t above = band + 1; above < bands; ++above)
            total += factor *= up;

        const double own = std::pow(energies[band] / total, addition);
        const double upAdded = std::pow(up, addition);
        sum[band] += own;
        double part = own;
        for (std::size_t below = band; below-- > 0;)
            sum[below] += part *= downAdded;
        part = own;
        for (std::size_t above = band + 1; above < bands; ++above)
            sum[above] += part *= upAdded;
    }
    for (double& value : sum)
        value = std::pow(value, 1.0 / addition);
}

void CriticalBands::spread(std::span<const double> energies, std::span<double> excitation) const
{
    assert(energies.size() == centres.size() && excitation.size() == centres.size());
    sumSpread(energies, excitation);
    for (std::size_t band = 0; band < excitation.size(); ++band)
        excitation[band] /= normalisation[band];
}

} // namespace dequantizer
