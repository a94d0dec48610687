#pragma once

#include "Algorithm/PrimalDual.h"
#include "Algorithm/RandomProblem.h"

#include <cmath>
#include <random>

namespace dequantizer
{

/// Decaying tones in noise, one frame after another, in cells of width `delta` around multiples of it that are not
/// centred on the samples.
template <typename Scalar>
CellFrames<Scalar> quantisedFrames(Eigen::Index n, const Vector<Scalar>& delta, std::mt19937& generator)
{
    const auto noise = randomMatrix<double>(n, delta.size(), generator);
    CellFrames<Scalar> frames;
    frames.input.resize(n, delta.size());
    for (Eigen::Index m = 0; m < delta.size(); ++m)
        for (Eigen::Index j = 0; j < n; ++j)
        {
            const auto t = static_cast<double>(m * n / 4 + j);
            const double clean =
                3.0 * std::sin(0.37 * t) * std::exp(-0.002 * t) + std::sin(1.9 * t) + 0.5 * noise(j, m);
            frames.input(j, m) = delta(m) * static_cast<Scalar>(std::floor(clean) + 0.5);
        }
    frames.lower = frames.input - Matrix<Scalar>::Ones(n, delta.size()) * (delta * Scalar(0.45)).asDiagonal();
    frames.upper = frames.input + Matrix<Scalar>::Ones(n, delta.size()) * (delta * Scalar(0.55)).asDiagonal();
    return frames;
}

} // namespace dequantizer
