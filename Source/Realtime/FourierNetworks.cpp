#include "Realtime/FourierNetworks.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <iterator>

namespace dequantizer
{

namespace
{
// C libraries differ in the last bit of their logarithm in float, but agree on that in double once it is rounded to
// float.
float logPower(float power)
{
    return 0.3f * static_cast<float>(std::log(static_cast<double>(power + 0.05f)));
}
} // namespace

FourierStatistics FourierStatistics::of(const FourierSums& sums, std::size_t n, const BarkBandRows& bandRows) noexcept
{
    const auto rows = static_cast<float>(n + 1);
    const std::size_t upperRows = n / 2 + 1;
    FourierStatistics result{
        logPower(sums.power / rows), sums.logPower / rows, sums.upperLogPower / static_cast<float>(upperRows), {}};
    for (std::size_t band = 0; band < barkBandCount; ++band)
    {
        const auto count = static_cast<float>(std::max<std::size_t>(1, bandRows.count(band)));
        result.bands[band] = logPower(sums.bandPower[band] / count);
        result.bands[barkBandCount + band] = logPower(sums.bandPowerAround[band] / count);
    }
    return result;
}

FourierNetworks::FourierNetworks(const FourierParameters<float>& parameters, std::size_t unitsTogether)
    : learned(parameters), hidden(static_cast<std::size_t>(learned.stepInput.rows()))
{
    assert(learned.iterations() > 0);
    assert(!learned.updateIterations.empty() && learned.updateIterations.front() == 0);
    constexpr std::size_t unitPadding = 8;
    const auto hiddenUnits = learned.hiddenUnits();
    unitCount = roundUp(static_cast<std::size_t>(hiddenUnits), unitPadding);
    const auto padded = [&](const auto& values)
    {
        std::vector<float> result(unitCount);
        for (Eigen::Index i = 0; i < hiddenUnits; ++i)
            result[static_cast<std::size_t>(i)] = values(i);
        return result;
    };
    const auto paddedColumns = [&](const auto& weights)
    {
        std::vector<float> result;
        for (Eigen::Index unit = 0; unit < weights.cols(); ++unit)
        {
            const auto column = padded(weights.col(unit));
            result.insert(result.end(), column.begin(), column.end());
        }
        return result;
    };
    const auto aligned = [&](const auto& values)
    {
        auto result = zeros<float>(unitCount);
        const auto units = padded(values);
        std::copy(units.begin(), units.end(), result.get());
        return result;
    };
    for (const auto& update : learned.updates)
    {
        Update added;
        added.first = grouped(update.first, unitCount, FourierNetwork::rowInputs, unitsTogether,
                              [](std::size_t input) { return static_cast<Eigen::Index>(rowFeatures[input]); });
        added.second = grouped(update.second, unitCount, unitCount, unitsTogether,
                               [](std::size_t input) { return static_cast<Eigen::Index>(input); });
        added.output = aligned(update.output.row(0));
        added.firstBias = padded(update.firstBias.col(0));
        added.secondBias = padded(update.secondBias.col(0));
        added.firstFrameWeights = paddedColumns(update.frameOutput.topRows(hiddenUnits));
        added.secondFrameWeights = paddedColumns(update.frameOutput.bottomRows(hiddenUnits));
        added.powerWeights = padded(update.first.col(powerFeature));
        added.logPowerWeights = padded(update.first.col(logPowerFeature));
        added.network = {unitCount, added.first.get(), added.second.get(), added.output.get(), update.outputBias(0, 0)};
        updates.push_back(std::move(added));
    }
    firstBias = zeros<float>(unitCount);
    secondBias = zeros<float>(unitCount);
}

int FourierNetworks::updateAt(int iteration) const noexcept
{
    for (std::size_t i = 0; i < updates.size(); ++i)
        if (learned.updateIterations[i] == iteration)
            return static_cast<int>(i);
    return -1;
}

FourierBiases FourierNetworks::biasesFor(std::size_t index, const FourierStatistics& statistics) noexcept
{
    const auto& update = updates[index];
    for (std::size_t unit = 0; unit < unitCount; ++unit)
    {
        firstBias[unit] = update.firstBias[unit] + update.powerWeights[unit] * statistics.meanPower +
                          update.logPowerWeights[unit] * statistics.meanLogPower;
        secondBias[unit] = update.secondBias[unit];
    }
    const auto& weights = learned.updates[index].frameInput;
    const Eigen::Map<const Vector<float>> bands(statistics.bands.data(), weights.cols());
    for (Eigen::Index frameUnit = 0; frameUnit < weights.rows(); ++frameUnit)
    {
        const float value =
            std::max(0.0f, learned.updates[index].frameInputBias(frameUnit, 0) + weights.row(frameUnit).dot(bands));
        const std::size_t begin = static_cast<std::size_t>(frameUnit) * unitCount;
        for (std::size_t unit = 0; unit < unitCount; ++unit)
        {
            firstBias[unit] += update.firstFrameWeights[begin + unit] * value;
            secondBias[unit] += update.secondFrameWeights[begin + unit] * value;
        }
    }
    return {firstBias.get(), secondBias.get()};
}

void FourierNetworks::setSteps(const FourierStatistics& statistics, std::span<double> tau,
                               std::span<double> sigmaTau) noexcept
{
    const std::array<float, 3> inputs{statistics.meanPower, statistics.meanLogPower, statistics.upperMeanLogPower};
    const auto layer = [](const Matrix<float>& weights, const Matrix<float>& bias, std::size_t unit, const auto& values)
    {
        const auto row = static_cast<Eigen::Index>(unit);
        float sum = bias(row, 0);
        for (Eigen::Index column = 0; column < weights.cols(); ++column)
            sum += weights(row, column) * values[static_cast<std::size_t>(column)];
        return sum;
    };
    for (std::size_t i = 0; i < hidden.size(); ++i)
        hidden[i] = std::max(0.0f, layer(learned.stepInput, learned.stepInputBias, i, inputs));
    const double level =
        static_cast<double>(learned.level(0, 0)) * (static_cast<double>(statistics.meanPower) / 0.6 - std::log(5.0));
    const std::size_t L = iterations();
    for (std::size_t l = 0; l < L; ++l)
    {
        const auto output = [&](std::size_t unit)
        { return static_cast<double>(layer(learned.stepOutput, learned.stepOutputBias, unit, hidden)); };
        tau[l] = std::exp(std::clamp(output(l) + level, std::log(0.001), std::log(2.0)));
        sigmaTau[l] = 1.0 / (1.0 + std::exp(-output(L + l)));
    }
}

} // namespace dequantizer
