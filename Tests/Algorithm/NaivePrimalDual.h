#pragma once

#include "Algorithm/PrimalDual.h"

#include <algorithm>
#include <vector>

namespace dequantizer
{

/// An independent implementation of the iteration from its formulas: one frame, double precision, plain loops, no code
/// shared with the code under test.
inline std::vector<double> naivePrimalDual(const std::vector<std::vector<double>>& K, const std::vector<double>& x,
                                           const std::vector<double>& lower, const std::vector<double>& upper,
                                           double sigma, double tau, double theta, int iterations)
{
    std::vector<double> y = x;
    std::vector<double> yBar = x;
    std::vector<double> psi(K.size(), 0.0);
    for (int l = 0; l < iterations; ++l)
    {
        for (std::size_t i = 0; i < K.size(); ++i)
        {
            double analysed = 0.0;
            for (std::size_t j = 0; j < x.size(); ++j)
                analysed += K[i][j] * yBar[j];
            psi[i] = std::min(1.0, std::max(-1.0, psi[i] + sigma * analysed));
        }
        for (std::size_t j = 0; j < x.size(); ++j)
        {
            double adjoint = 0.0;
            for (std::size_t i = 0; i < K.size(); ++i)
                adjoint += K[i][j] * psi[i];
            const double next =
                x[j] + std::min(upper[j] - x[j], std::max(lower[j] - x[j], y[j] - tau * adjoint - x[j]));
            yBar[j] = next + theta * (next - y[j]);
            y[j] = next;
        }
    }
    return y;
}

/// The same for every column of a batch.
template <typename Scalar>
Matrix<double> naivePrimalDual(const Matrix<Scalar>& K, const StepSizes& steps, const CellFrames<Scalar>& frames,
                               int iterations)
{
    std::vector<std::vector<double>> rows(static_cast<std::size_t>(K.rows()));
    for (Eigen::Index i = 0; i < K.rows(); ++i)
        for (Eigen::Index j = 0; j < K.cols(); ++j)
            rows[static_cast<std::size_t>(i)].push_back(static_cast<double>(K(i, j)));
    const auto column = [](const Matrix<Scalar>& matrix, Eigen::Index m)
    {
        std::vector<double> values;
        for (Eigen::Index i = 0; i < matrix.rows(); ++i)
            values.push_back(static_cast<double>(matrix(i, m)));
        return values;
    };

    Matrix<double> solution(frames.input.rows(), frames.input.cols());
    for (Eigen::Index m = 0; m < solution.cols(); ++m)
    {
        const auto y = naivePrimalDual(rows, column(frames.input, m), column(frames.lower, m), column(frames.upper, m),
                                       steps.sigma, steps.tau, steps.theta, iterations);
        solution.col(m) = Eigen::Map<const Vector<double>>(y.data(), solution.rows());
    }
    return solution;
}

} // namespace dequantizer
