#include "Training/DenseParametrisation.h"

#include "Algorithm/CosineTransform.h"
#include "Algorithm/PowerIteration.h"
#include "Algorithm/SpectralNorm.h"
#include "Signal/Quantiser.h"
#include "Training/DenseSegmentGradient.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <stdexcept>

namespace dequantizer
{

namespace
{
double sigmoid(double x)
{
    return 1.0 / (1.0 + std::exp(-x));
}
} // namespace

DenseParametrisation::DenseParametrisation(const TrainingSettings& wanted, Matrix<float> initial)
    : settings(wanted), rows(initial.rows()), columns(initial.cols()), K(initial), stepProduct(settings.product)
{
    if (rows != settings.rows || columns != settings.frameLength)
        throw std::invalid_argument("the initial K has another size than the settings");

    Matrix<float> coefficients = std::move(initial);
    if (settings.basis == Basis::cosine)
    {
        basis = cosineTransform<float>(columns);
        coefficients = product(coefficients, basis.transpose());
    }
    tensors.push_back({"K", static_cast<std::size_t>(coefficients.size()), 1.0});
    start.assign(coefficients.data(), coefficients.data() + coefficients.size());
    if (settings.learnedSteps != LearnedSteps::none)
    {
        tensors.push_back({"log_weight", 1, settings.scalarRate});
        start.push_back(static_cast<float>(std::log(settings.weight)));
    }
    if (settings.learnedSteps == LearnedSteps::weightAndProduct)
    {
        tensors.push_back({"product_logit", 1, settings.scalarRate});
        // If p started at its limit, the argument of the sigmoid would be infinite and its gradient zero.
        const double share = std::min(settings.product / settings.productLimit, 0.99);
        start.push_back(static_cast<float>(std::log(share / (1.0 - share))));
    }

    // Any fixed start is suitable as long as no singular vector is orthogonal to it.
    constexpr int firstNormIterations = 200;
    right = Vector<float>::NullaryExpr(columns, [](Eigen::Index i)
                                       { return 1.0f + 0.5f * std::sin(static_cast<float>(i * i)); });
    norm = powerIteration(K.matrix(), left, right, firstNormIterations);
}

std::size_t DenseParametrisation::gradientSize() const noexcept
{
    return static_cast<std::size_t>(rows * columns) + 3;
}

std::unique_ptr<SegmentGradient> DenseParametrisation::makeSegmentGradient() const
{
    return std::make_unique<DenseSegmentGradient>(settings, K, steps);
}

Matrix<float> DenseParametrisation::operatorOf(std::span<const float> parameters) const
{
    const Eigen::Map<const Matrix<float>> coefficients(parameters.data(), rows, columns);
    if (settings.basis == Basis::cosine)
        return product(coefficients, basis);
    return coefficients;
}

double DenseParametrisation::weightOf(std::span<const float> parameters) const
{
    return settings.learnedSteps == LearnedSteps::none
               ? settings.weight
               : std::exp(static_cast<double>(parameters[static_cast<std::size_t>(rows * columns)]));
}

double DenseParametrisation::productOf(std::span<const float> parameters) const
{
    return settings.learnedSteps == LearnedSteps::weightAndProduct
               ? settings.productLimit * sigmoid(static_cast<double>(parameters.back()))
               : settings.product;
}

StepSizes DenseParametrisation::stepsOf(std::span<const float> parameters, double operatorNorm) const
{
    const double w = weightOf(parameters);
    const double root = std::sqrt(productOf(parameters));
    return {w * root / operatorNorm, root / (w * operatorNorm), settings.theta};
}

void DenseParametrisation::setParameters(std::span<const float> parameters)
{
    K.assign(operatorOf(parameters));
    previousRight = right;
    norm = powerIteration(K.matrix(), left, right, 1);
    stepProduct = productOf(parameters);
    steps = stepsOf(parameters, norm);
}

void DenseParametrisation::pullBack(std::span<const float> segmentGradient, std::span<float> gradient) const
{
    const auto size = static_cast<std::size_t>(rows * columns);
    Matrix<float> total = Eigen::Map<const Matrix<float>>(segmentGradient.data(), rows, columns);
    const double alongSigma = steps.sigma * static_cast<double>(segmentGradient[size]);
    const double alongTau = steps.tau * static_cast<double>(segmentGradient[size + 1]);
    if (settings.normGradient)
    {
        // d||K|| / dK = u v^T, and sigma and tau are proportional to 1 / ||K||.
        const auto throughNorm = static_cast<float>(-(alongSigma + alongTau) / norm);
        total.noalias() += (throughNorm * left) * right.transpose();
    }
    if (settings.basis == Basis::cosine)
        total = product(total, basis.transpose());
    std::copy_n(total.data(), size, gradient.begin());

    if (settings.learnedSteps != LearnedSteps::none)
        gradient[size] = static_cast<float>(alongSigma - alongTau);
    if (settings.learnedSteps == LearnedSteps::weightAndProduct)
        gradient[size + 1] =
            static_cast<float>(0.5 * (alongSigma + alongTau) * (1.0 - stepProduct / settings.productLimit));
}

std::vector<float> DenseParametrisation::trackedState() const
{
    return {previousRight.data(), previousRight.data() + previousRight.size()};
}

void DenseParametrisation::setTrackedState(std::span<const float> state)
{
    assert(state.size() == static_cast<std::size_t>(columns));
    right = Eigen::Map<const Vector<float>>(state.data(), columns);
}

Model DenseParametrisation::modelOf(std::span<const float> parameters) const
{
    Model model;
    model.K = operatorOf(parameters);
    model.sampleRate = settings.sampleRate;
    model.referenceDelta = deltaForBits(settings.bits);
    model.steps = stepsOf(parameters, spectralNorm(model.K));
    model.iterations = settings.iterations;
    model.hop = settings.hop;
    return model;
}

} // namespace dequantizer
