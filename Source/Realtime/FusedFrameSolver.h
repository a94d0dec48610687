#pragma once

#include "Algorithm/Matrix.h"
#include "Operator/DenseParameters.h"
#include "Realtime/AlignedArray.h"
#include "Realtime/BlockedMatrix.h"
#include "Realtime/DenseBoundNetworks.h"
#include "Realtime/FrameSolver.h"
#include "Realtime/FusedKernels.h"
#include "Realtime/LevelTracker.h"

#include <optional>
#include <vector>

namespace dequantizer
{

/// A FrameSolver that reads K once per iteration. It computes the dual values of a block of rows and adds their share
/// of K^T psi in the same pass, while the block is still in the nearest cache. After the last block K^T psi is
/// complete, and the primal update follows. A portion is one block.
///
/// With learned bounds and steps, see DenseBounds.h, the iterations that update the bounds compute K ybar first, and
/// the dual values in a second pass.
///
/// Uses the best instruction set of the processor by default. The solution of a channel does not depend on the other
/// channels or their number.
class FusedFrameSolver final : public FrameSolver
{
public:
    /// K is [k, n], k, n >= 1; channels >= 1. All bounds are 1.
    FusedFrameSolver(const Matrix<float>& K, int channels, const FusedKernels& kernels = fusedKernels());

    /// With learned bounds and steps; `parameters` has k rows. The steps given to start() are
    /// factors of the learned ones: tau = Delta, sigma = P / (||K||^2 Delta).
    ///
    /// K analyses the signal without its DC offset, see LevelTracker.
    FusedFrameSolver(const Matrix<float>& K, const DenseParameters<float>& parameters, const StreamTiming& timing,
                     int channels, const FusedKernels& kernels = fusedKernels());

    [[nodiscard]] int frameLength() const noexcept override { return static_cast<int>(n); }
    [[nodiscard]] std::span<float> input(int channel) noexcept override { return frame(x, channel); }
    [[nodiscard]] std::span<float> lower(int channel) noexcept override { return frame(lowerBound, channel); }
    [[nodiscard]] std::span<float> upper(int channel) noexcept override { return frame(upperBound, channel); }
    void start(const StepSizes& steps) noexcept override;
    void setWidening(double factor) noexcept override;
    void reset() noexcept override;
    [[nodiscard]] long portions(int iterations) const noexcept override;
    void advance(long portions) noexcept override;
    [[nodiscard]] std::span<const float> solution(int channel) const noexcept override
    {
        return frame(primal, channel);
    }

private:
    enum class Task
    {
        analyse,     // K ybar of some blocks
        listen,      // the features of one channel
        firstLayer,  // of the networks
        rectify,     // between the layers
        outputLayer, // of the networks
        bound,       // the bounds from the networks' output
        project      // the dual values and the adjoint of some blocks
    };
    struct Portion
    {
        Task task;
        std::size_t begin, end; // blocks, or the channel
    };

    void addPortions(Task task, std::size_t count, std::size_t together);
    [[nodiscard]] int updateAt(int at) const noexcept { return networks ? networks->updateAt(at) : -1; }
    [[nodiscard]] std::size_t portionsOf(int at) const noexcept
    {
        return updateAt(at) >= 0 ? updatePortions.size() : matrix.blocks;
    }
    void perform(const Portion& portion) noexcept;
    void trackLevels() noexcept;
    void listen(std::size_t channel) noexcept;
    void setSteps() noexcept;

    [[nodiscard]] std::span<float> frame(const AlignedArray<float>& array, int channel) const noexcept
    {
        return {array.get() + static_cast<std::size_t>(channel) * arrays.columns, n};
    }

    const FusedKernels& kernels;
    const std::size_t n;
    const BlockedMatrix matrix;
    FusedArrays arrays{};
    AlignedArray<float> x, lowerBound, upperBound, primal, extrapolated, adjoint, dual, bounds, analysed, bias;

    std::optional<DenseBoundNetworks> networks;
    std::vector<Portion> updatePortions;               // of an iteration that updates the bounds
    std::vector<std::vector<double>> tau, stepProduct; // [channels][L]
    std::vector<LevelTracker> levels;                  // [channels]
    std::vector<float> window;                         // [n], of the trackers
    std::vector<float> rowSums;                        // of K, [k]

    StepSizes factors;
    std::vector<float> sigmaNow, tauNow; // [channels]
    int iteration = 0;
    std::size_t portion = 0; // the next one of the iteration
};

} // namespace dequantizer
