#pragma once

#include "Algorithm/Matrix.h"
#include "Realtime/FrameSolver.h"

namespace dequantizer
{

/// A FrameSolver that visits each row of K once an iteration: row i yields its dual value, and that value's share of
/// K^T psi is added up in the same visit, while the row is still in the nearest cache. K^T psi is complete when the
/// last row is done, and the primal update follows. A portion is a block of rows.
class RowwiseFrameSolver final : public FrameSolver
{
public:
    /// K is [k, n], channels >= 1.
    RowwiseFrameSolver(const Matrix<float>& K, int channels);

    [[nodiscard]] int frameLength() const noexcept override { return static_cast<int>(K.rows()); }
    [[nodiscard]] std::span<float> input(int channel) noexcept override { return column(x, channel); }
    [[nodiscard]] std::span<float> lower(int channel) noexcept override { return column(lowerBound, channel); }
    [[nodiscard]] std::span<float> upper(int channel) noexcept override { return column(upperBound, channel); }
    void start(const StepSizes& steps) noexcept override;
    [[nodiscard]] int portionsPerIteration() const noexcept override;
    void advance(long portions) noexcept override;
    [[nodiscard]] std::span<const float> solution(int channel) const noexcept override;

private:
    void visitRows(Eigen::Index begin, Eigen::Index end) noexcept;
    void updatePrimal() noexcept;

    [[nodiscard]] static std::span<float> column(Matrix<float>& matrix, int channel) noexcept
    {
        return {matrix.col(channel).data(), static_cast<std::size_t>(matrix.rows())};
    }

    // K by rows: the transpose of a column-major matrix, so that a row is contiguous. [n, k]
    Matrix<float> K;

    // Signal-sized, [n, channels].
    Matrix<float> x, lowerBound, upperBound, primal, extrapolated, adjoint;

    // [k, channels]
    Matrix<float> dual;

    float sigma = 1.0f, tau = 1.0f, theta = 1.0f;
    int portion = 0;
};

} // namespace dequantizer
