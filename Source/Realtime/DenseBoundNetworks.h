#pragma once

#include "Operator/DenseParameters.h"
#include "Realtime/BlockedMatrix.h"
#include "Realtime/DenseBoundKernels.h"
#include "Realtime/FusedKernels.h"

#include <span>
#include <vector>

namespace dequantizer
{

/// The networks of DenseBounds.h for several channels. Nothing allocates after construction.
///
/// For an update of the bounds: setFeatures() for every channel, firstLayer() for all of its blocks, rectify(),
/// outputLayer() for all of its blocks, then setBounds().
class DenseBoundNetworks
{
public:
    /// `parameters` must have an update at iteration 0, at least one iteration, and as many rows as K. `blocks` is that
    /// of K, channels >= 1. Allocates.
    DenseBoundNetworks(const DenseParameters<float>& parameters, std::size_t blocks, std::size_t channels,
                       const FusedKernels& fusedKernels);

    /// The update before the dual step of this iteration, or -1.
    [[nodiscard]] int updateAt(int iteration) const noexcept;

    /// L
    [[nodiscard]] std::size_t iterations() const noexcept { return logTau.size(); }

    /// h, rounded up to whole blocks
    [[nodiscard]] std::size_t hiddenUnits() const noexcept { return hiddenBlocks * FusedKernels::rowsPerBlock; }

    /// Computes f of a channel from K ybar, [blocks * 8], in signal units, for the quantisation step `delta`.
    void setFeatures(std::size_t channel, const float* analysed, float delta) noexcept;

    /// tau in units of Delta, and sigma tau ||K||^2 / P, for each iteration of a frame, [iterations()] each, from
    /// K ybar at the first update.
    void setSteps(const float* analysed, float delta, std::span<double> tau, std::span<double> product) const noexcept;

    [[nodiscard]] std::size_t firstLayerBlocks() const noexcept { return hiddenBlocks; }
    void firstLayer(std::size_t update, std::size_t begin, std::size_t end) noexcept;
    void rectify() noexcept;

    [[nodiscard]] std::size_t outputLayerBlocks() const noexcept { return rowBlocks; }
    void outputLayer(std::size_t update, std::size_t begin, std::size_t end) noexcept;

    /// Writes b, [channels][blocks * 8].
    void setBounds(std::size_t update, float* bounds) noexcept;

private:
    static constexpr std::size_t blockRows = FusedKernels::rowsPerBlock;

    struct Update
    {
        BlockedMatrix first, output;
        AlignedArray<float> firstBias, direct, outputBias;
    };

    const FusedKernels& products;
    const DenseBoundKernels& kernels;
    std::vector<int> updateIterations;
    std::vector<Update> updates;
    std::vector<double> logTau, level, productLogit; // [L]
    std::size_t rows, rowBlocks, hiddenBlocks, channels;

    AlignedArray<float> features, hidden, sums, exponents;
    FusedArrays firstArrays{}, outputArrays{};
};

} // namespace dequantizer
