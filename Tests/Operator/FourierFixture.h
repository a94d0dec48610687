#pragma once

#include "Algorithm/RandomProblem.h"
#include "Operator/FourierBounds.h"
#include "Operator/WindowedFourier.h"

#include <random>

namespace dequantizer
{

/// Random tensors, so that every part of a formula has an effect; bounds and steps stay within their limits.
template <typename Scalar>
FourierParameters<Scalar> randomFourierParameters(std::vector<int> updates, int iterations, std::mt19937& generator)
{
    constexpr Eigen::Index hidden = 6, stepHidden = 5;
    auto parameters = FourierParameters<double>::zeros(updates, hidden, stepHidden, iterations);
    parameters.forEachTensor([&](const std::string&, Matrix<double>& tensor)
                             { tensor = 0.7 * randomMatrix<double>(tensor.rows(), tensor.cols(), generator); });
    parameters.stepOutputBias.topRows(iterations).array() -= 1.5;
    auto result = FourierParameters<Scalar>::zeros(updates, hidden, stepHidden, iterations);
    std::vector<Matrix<Scalar>*> targets;
    result.forEachTensor([&](const std::string&, Matrix<Scalar>& tensor) { targets.push_back(&tensor); });
    std::size_t next = 0;
    parameters.forEachTensor([&](const std::string&, const Matrix<double>& tensor)
                             { *targets[next++] = tensor.template cast<Scalar>(); });
    return result;
}

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

template <typename Scalar>
FourierBoundsSettings<Scalar> settingsFor(const WindowedFourier<Scalar>& K, double sampleRate,
                                          const Vector<Scalar>& delta, const FrameContext& context)
{
    return {sampleRate / static_cast<double>(2 * K.frameLength()), K.noisePower(), K.rowWeights(), delta, context};
}

} // namespace dequantizer
