#pragma once

#include "Algorithm/RandomProblem.h"
#include "Operator/FourierBounds.h"
#include "Operator/QuantisedTones.h"
#include "Operator/WindowedFourier.h"

#include <random>

namespace dequantizer
{

/// Random tensors, so that every part of a formula has an effect; bounds and steps stay within their limits.
template <typename Scalar>
FourierParameters<Scalar> randomFourierParameters(std::vector<int> updates, int iterations, std::mt19937& generator,
                                                  bool frameLayer = true)
{
    constexpr Eigen::Index hidden = 6, stepHidden = 5;
    auto parameters = FourierParameters<double>::zeros(updates, hidden, stepHidden, iterations, frameLayer);
    parameters.forEachTensor([&](const std::string&, Matrix<double>& tensor)
                             { tensor = 0.7 * randomMatrix<double>(tensor.rows(), tensor.cols(), generator); });
    // The frame layer has many inputs, and must not push the units of the other layers to one side.
    for (auto& update : parameters.updates)
    {
        update.frameInput *= 0.2;
        update.frameOutput *= 0.2;
    }
    parameters.stepOutputBias.topRows(iterations).array() -= 1.5;
    auto result = FourierParameters<Scalar>::zeros(updates, hidden, stepHidden, iterations, frameLayer);
    std::vector<Matrix<Scalar>*> targets;
    result.forEachTensor([&](const std::string&, Matrix<Scalar>& tensor) { targets.push_back(&tensor); });
    std::size_t next = 0;
    parameters.forEachTensor([&](const std::string&, const Matrix<double>& tensor)
                             { *targets[next++] = tensor.template cast<Scalar>(); });
    return result;
}

template <typename Scalar>
FourierBoundsSettings<Scalar> settingsFor(const WindowedFourier<Scalar>& K, double sampleRate,
                                          const Vector<Scalar>& delta, const FrameContext& context)
{
    return {sampleRate / static_cast<double>(2 * K.frameLength()), K.noisePower(), K.rowWeights(), delta, context};
}

} // namespace dequantizer
