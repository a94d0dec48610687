#pragma once

#include "Operator/FourierParameters.h"
#include "Realtime/AlignedArray.h"
#include "Realtime/FourierKernels.h"

#include <array>
#include <span>
#include <vector>

namespace dequantizer
{

/// The means over a frame that are inputs of the networks, see SpectralFeatures::frames and SpectralFeatures::bands.
struct FourierStatistics
{
    float meanPower;         ///< LG of the mean p
    float meanLogPower;      ///< the mean of LG p
    float upperMeanLogPower; ///< the mean of LG p over rows n/2 .. n
    std::array<float, static_cast<std::size_t>(FourierParameters<float>::bandInputs)> bands; ///< see SpectralFeatures

    /// `n` is the frame length.
    [[nodiscard]] static FourierStatistics of(const FourierSums& sums, std::size_t n,
                                              const BarkBandRows& bandRows) noexcept;
};

/// FourierParameters in the layout of the kernels.
class FourierNetworks
{
public:
    /// The columns of the weights of the first layer for the row inputs of FourierNetwork, in this order.
    static constexpr std::array<int, FourierNetwork::rowInputs> rowFeatures{0, 1, 2, 3, 4, 5, 6, 7, 10};
    static constexpr int powerFeature = 8, logPowerFeature = 9; // the other columns

    /// `parameters` must have an update at iteration 0 and at least one iteration. `unitsTogether` is that of the
    /// kernels. Allocates.
    FourierNetworks(const FourierParameters<float>& parameters, std::size_t unitsTogether);

    /// The update before the dual step of this iteration, or -1.
    [[nodiscard]] int updateAt(int iteration) const noexcept;

    [[nodiscard]] std::size_t updateCount() const noexcept { return updates.size(); }

    /// The number of units of each hidden layer, padded.
    [[nodiscard]] std::size_t units() const noexcept { return unitCount; }

    /// L
    [[nodiscard]] std::size_t iterations() const noexcept { return static_cast<std::size_t>(learned.iterations()); }

    [[nodiscard]] const FourierNetwork& network(std::size_t update) const noexcept { return updates[update].network; }

    /// The biases of the hidden layers for one frame, including the inputs that are the same in all rows. They are
    /// valid until the next call.
    [[nodiscard]] FourierBiases biasesFor(std::size_t update, const FourierStatistics& statistics) noexcept;

    /// tau in units of Delta, and sigma tau, for each iteration of a frame, [iterations()] each.
    void setSteps(const FourierStatistics& statistics, std::span<double> tau, std::span<double> sigmaTau) noexcept;

    /// The weights of a layer, [rows, inputs], in the layout of FourierNetwork: padded with zeros to `units` rows and
    /// `inputs` columns; input j is column columnOf(j).
    template <typename ColumnOf>
    [[nodiscard]] static AlignedArray<float> grouped(const Matrix<float>& weights, std::size_t units,
                                                     std::size_t inputs, std::size_t unitsTogether,
                                                     const ColumnOf& columnOf)
    {
        auto result = zeros<float>(units * inputs);
        for (std::size_t unit = 0; unit < static_cast<std::size_t>(weights.rows()); ++unit)
            for (std::size_t input = 0; input < inputs; ++input)
                if (const Eigen::Index column = columnOf(input); column < weights.cols())
                    result[(unit / unitsTogether * inputs + input) * unitsTogether + unit % unitsTogether] =
                        weights(static_cast<Eigen::Index>(unit), column);
        return result;
    }

private:
    struct Update
    {
        AlignedArray<float> first, second, output;
        std::vector<float> firstBias, secondBias, powerWeights, logPowerWeights;
        std::vector<float> firstFrameWeights, secondFrameWeights; // [units of the frame layer][units]
        FourierNetwork network{};
    };

    const FourierParameters<float> learned;
    std::size_t unitCount;
    std::vector<Update> updates;
    std::vector<float> hidden;                 // of the network of the steps
    AlignedArray<float> firstBias, secondBias; // of the last frame
};

} // namespace dequantizer
