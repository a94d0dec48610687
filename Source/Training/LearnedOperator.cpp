#include "Training/LearnedOperator.h"

#include "Algorithm/CosineTransform.h"
#include "Algorithm/PowerIteration.h"
#include "Algorithm/SpectralNorm.h"
#include "Training/GradientSolver.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace dequantizer
{

namespace
{
constexpr int firstNormIterations = 200;

// By the fastest kernels: at this size a good part of a minibatch's time otherwise.
Matrix<float> product(const Matrix<float>& left, const Matrix<float>& right)
{
    Matrix<float> result(left.rows(), right.cols());
    usableKernels().front()->multiply(left.data(), right.data(), static_cast<long>(left.rows()),
                                      static_cast<long>(left.cols()), static_cast<long>(right.cols()), result.data());
    return result;
}

double sigmoid(double x)
{
    return 1.0 / (1.0 + std::exp(-x));
}
} // namespace

Matrix<float> initialOperator(int rows, int frameLength)
{
    if (rows >= frameLength)
        return cosineTransform<float>(rows).leftCols(frameLength);

    Matrix<float> cosines(rows, frameLength);
    const double amplitude = std::sqrt(2.0 / frameLength);
    for (Eigen::Index i = 0; i < rows; ++i)
        for (Eigen::Index j = 0; j < frameLength; ++j)
        {
            const auto eighths = static_cast<double>(((2 * i + 1) * (2 * j + 1)) % (8 * rows));
            cosines(i, j) =
                static_cast<float>(amplitude * std::cos(std::numbers::pi * eighths / static_cast<double>(4 * rows)));
        }
    return cosines;
}

LearnedOperator::LearnedOperator(const TrainingSettings& settings, Matrix<float> initial)
    : K(std::move(initial)), basis(cosineTransform<float>(K.cols())), logWeight(std::log(settings.weight)),
      operatorAdam(static_cast<std::size_t>(K.size()))
{
    coefficients = product(K, basis.transpose());
    // Where p starts at its limit the sigmoid would be at infinity, where nothing is learned.
    const double share = std::min(settings.product / settings.productLimit, 0.99);
    logit = std::log(share / (1.0 - share));

    // Any start that no singular vector is orthogonal to will do, as long as it is always the same.
    right.resize(K.cols());
    for (Eigen::Index i = 0; i < right.size(); ++i)
        right(i) = 1.0f + 0.5f * std::sin(static_cast<float>(i * i));
    trackNorm(firstNormIterations);
}

void LearnedOperator::trackNorm(int iterations)
{
    norm = powerIteration(K, left, right, iterations);
}

double LearnedOperator::stepProduct(const TrainingSettings& settings) const
{
    return settings.learnedSteps == LearnedSteps::weightAndProduct ? settings.productLimit * sigmoid(logit)
                                                                   : settings.product;
}

StepSizes LearnedOperator::stepsForNorm(const TrainingSettings& settings, double operatorNorm) const
{
    const double w = std::exp(logWeight);
    const double root = std::sqrt(stepProduct(settings));
    return {w * root / operatorNorm, root / (w * operatorNorm), settings.theta};
}

StepSizes LearnedOperator::trackedSteps(const TrainingSettings& settings) const
{
    return stepsForNorm(settings, norm);
}

StepSizes LearnedOperator::exactSteps(const TrainingSettings& settings) const
{
    return stepsForNorm(settings, spectralNorm(K));
}

void LearnedOperator::update(const TrainingSettings& settings, const ParameterGradient<float>& gradient,
                             double learningRate, long t)
{
    const auto steps = trackedSteps(settings);
    const double alongSigma = steps.sigma * gradient.sigma;
    const double alongTau = steps.tau * gradient.tau;

    // d||K|| / dK = u v^T, and sigma and tau are proportional to 1 / ||K||.
    const auto throughNorm = static_cast<float>(-(alongSigma + alongTau) / norm);
    Matrix<float> total = gradient.K;
    total.noalias() += (throughNorm * left) * right.transpose();
    const auto size = static_cast<std::size_t>(K.size());
    const Matrix<float> turned = product(total, basis.transpose());
    operatorAdam.update({coefficients.data(), size}, {turned.data(), size}, learningRate, t);
    K = product(coefficients, basis);

    if (settings.learnedSteps != LearnedSteps::none)
    {
        const double alongProduct = settings.learnedSteps == LearnedSteps::weightAndProduct
                                        ? 0.5 * (alongSigma + alongTau) * (1.0 - sigmoid(logit))
                                        : 0.0;
        const std::array<float, 2> scalarGradient{static_cast<float>(alongSigma - alongTau),
                                                  static_cast<float>(alongProduct)};
        std::array<float, 2> change{0.0f, 0.0f};
        scalarAdam.update(change, scalarGradient, settings.scalarRate * learningRate, t);
        logWeight += static_cast<double>(change[0]);
        logit += static_cast<double>(change[1]);
    }
    trackNorm(1);
}

} // namespace dequantizer
