#pragma once

#include "Algorithm/PrimalDual.h"
#include "Algorithm/SpectralNorm.h"

#include <random>

namespace dequantizer
{

/// Random numbers between -1 and 1.
template <typename Scalar>
Matrix<Scalar> randomMatrix(Eigen::Index rows, Eigen::Index columns, std::mt19937& generator)
{
    std::uniform_real_distribution<double> uniform(-1.0, 1.0);
    return Matrix<Scalar>::NullaryExpr(rows, columns, [&] { return static_cast<Scalar>(uniform(generator)); });
}

/// Random frames, in cells of random width that are not centred on them.
template <typename Scalar>
CellFrames<Scalar> randomFrames(Eigen::Index length, Eigen::Index batch, std::mt19937& generator)
{
    const auto x = randomMatrix<Scalar>(length, batch, generator);
    const Matrix<Scalar> below = Scalar(0.2) * randomMatrix<Scalar>(length, batch, generator).cwiseAbs();
    const Matrix<Scalar> above = Scalar(0.2) * randomMatrix<Scalar>(length, batch, generator).cwiseAbs();
    return {x, x - below, x + above};
}

/// Steps just within the condition for convergence for `K`, different for primal and dual.
template <typename Scalar>
StepSizes stepsFor(const Matrix<Scalar>& K, double theta)
{
    return stepSizesFromWeight(3.0, spectralNorm(K), theta);
}

} // namespace dequantizer
