#include "Realtime/DenseBoundNetworks.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace dequantizer
{

namespace
{
// One value for each row of the blocks, the same for all channels.
AlignedArray<float> padded(const Matrix<float>& column, std::size_t blocks, std::size_t channels)
{
    const std::size_t rows = blocks * FusedKernels::rowsPerBlock;
    auto result = zeros<float>(channels * rows);
    for (std::size_t channel = 0; channel < channels; ++channel)
        std::copy_n(column.data(), column.size(), result.get() + channel * rows);
    return result;
}

std::vector<double> valuesOf(const Matrix<float>& column)
{
    return {column.data(), column.data() + column.size()};
}
} // namespace

DenseBoundNetworks::DenseBoundNetworks(const DenseParameters<float>& parameters, std::size_t blocks,
                                       std::size_t channelCount, const FusedKernels& fusedKernels)
    : products(fusedKernels), kernels(denseBoundKernels()), updateIterations(parameters.updateIterations),
      logTau(valuesOf(parameters.logTau)), level(valuesOf(parameters.level)),
      productLogit(valuesOf(parameters.productLogit)), rows(static_cast<std::size_t>(parameters.rows())),
      rowBlocks(blocks),
      hiddenBlocks(roundUp(static_cast<std::size_t>(parameters.hiddenUnits()), blockRows) / blockRows),
      channels(channelCount)
{
    assert(parameters.iterations() > 0);
    assert(!updateIterations.empty() && updateIterations.front() == 0);
    assert(roundUp(rows, blockRows) == rowBlocks * blockRows);
    for (const auto& update : parameters.updates)
        updates.push_back({BlockedMatrix(update.first, products.lanes), BlockedMatrix(update.output, products.lanes),
                           padded(update.firstBias, hiddenBlocks, channels), padded(update.direct, rowBlocks, 1),
                           padded(update.outputBias, rowBlocks, channels)});

    const auto& first = updates.front().first;
    const auto& output = updates.front().output;
    features = zeros<float>(channels * first.columns);
    sums = zeros<float>(channels * hiddenBlocks * blockRows);
    hidden = zeros<float>(channels * output.columns);
    exponents = zeros<float>(channels * rowBlocks * blockRows);
    firstArrays.blocks = hiddenBlocks;
    firstArrays.columns = first.columns;
    firstArrays.extrapolated = features.get();
    firstArrays.analysed = sums.get();
    outputArrays.blocks = rowBlocks;
    outputArrays.columns = output.columns;
    outputArrays.extrapolated = hidden.get();
    outputArrays.analysed = exponents.get();
    firstArrays.channels = outputArrays.channels = channels;
}

int DenseBoundNetworks::updateAt(int iteration) const noexcept
{
    const auto found = std::find(updateIterations.begin(), updateIterations.end(), iteration);
    return found == updateIterations.end() ? -1 : static_cast<int>(found - updateIterations.begin());
}

void DenseBoundNetworks::setFeatures(std::size_t channel, const float* analysed, float delta) noexcept
{
    kernels.features(analysed, 1.0f / (delta * delta), features.get() + channel * firstArrays.columns,
                     rowBlocks * blockRows);
}

void DenseBoundNetworks::setSteps(const float* analysed, float delta, std::span<double> tau,
                                  std::span<double> product) const noexcept
{
    double power = 0.0;
    for (std::size_t row = 0; row < rows; ++row)
        power += static_cast<double>(analysed[row]) * static_cast<double>(analysed[row]);
    const double square = static_cast<double>(delta) * static_cast<double>(delta);
    const double s = 0.3 * std::log(power / (static_cast<double>(rows) * square) + 0.02);
    for (std::size_t l = 0; l < iterations(); ++l)
    {
        tau[l] = std::exp(std::clamp(logTau[l] + level[l] * s, std::log(0.0001), std::log(100.0)));
        product[l] = 1.0 / (1.0 + std::exp(-productLogit[l]));
    }
}

void DenseBoundNetworks::firstLayer(std::size_t update, std::size_t begin, std::size_t end) noexcept
{
    firstArrays.blockedRows = updates[update].first.values.get();
    firstArrays.bias = updates[update].firstBias.get();
    products.analyseBlocks(firstArrays, begin, end);
}

void DenseBoundNetworks::rectify() noexcept
{
    const std::size_t units = hiddenBlocks * blockRows;
    for (std::size_t channel = 0; channel < channels; ++channel)
        kernels.rectify(sums.get() + channel * units, hidden.get() + channel * outputArrays.columns, units);
}

void DenseBoundNetworks::outputLayer(std::size_t update, std::size_t begin, std::size_t end) noexcept
{
    outputArrays.blockedRows = updates[update].output.values.get();
    outputArrays.bias = updates[update].outputBias.get();
    products.analyseBlocks(outputArrays, begin, end);
}

void DenseBoundNetworks::setBounds(std::size_t update, float* bounds) noexcept
{
    const std::size_t count = rowBlocks * blockRows;
    for (std::size_t channel = 0; channel < channels; ++channel)
        kernels.bounds(exponents.get() + channel * count, updates[update].direct.get(),
                       features.get() + channel * firstArrays.columns, bounds + channel * count, count);
}

} // namespace dequantizer
