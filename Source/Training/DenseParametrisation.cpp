#include "Training/DenseParametrisation.h"

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

DenseParametrisation::DenseParametrisation(const TrainingSettings& wanted, const Matrix<float>& initial)
    : settings(wanted), K(settings.basis, initial), stepProduct(settings.product)
{
    if (initial.rows() != settings.rows || initial.cols() != settings.frameLength)
        throw std::invalid_argument("the initial K has another size than the settings");

    tensors.push_back({"K", K.size(), 1.0});
    const Matrix<float> coordinates = K.coordinatesOf(initial);
    start.assign(coordinates.data(), coordinates.data() + coordinates.size());
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
}

std::unique_ptr<SegmentGradient> DenseParametrisation::makeSegmentGradient() const
{
    return std::make_unique<DenseSegmentGradient>(settings, K.packed(), steps);
}

double DenseParametrisation::weightOf(std::span<const float> parameters) const
{
    return settings.learnedSteps == LearnedSteps::none ? settings.weight
                                                       : std::exp(static_cast<double>(parameters[K.size()]));
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
    K.set(parameters.first(K.size()));
    stepProduct = productOf(parameters);
    steps = stepsOf(parameters, K.norm());
}

void DenseParametrisation::pullBack(std::span<const float> segmentGradient, std::span<float> gradient) const
{
    const auto size = K.size();
    const double alongSigma = steps.sigma * static_cast<double>(segmentGradient[size]);
    const double alongTau = steps.tau * static_cast<double>(segmentGradient[size + 1]);
    // sigma and tau are proportional to 1 / ||K||.
    const double throughNorm = settings.normGradient ? -(alongSigma + alongTau) / K.norm() : 0.0;
    K.pullBack(Eigen::Map<const Matrix<float>>(segmentGradient.data(), settings.rows, settings.frameLength),
               throughNorm, gradient);
    if (settings.learnedSteps != LearnedSteps::none)
        gradient[size] = static_cast<float>(alongSigma - alongTau);
    if (settings.learnedSteps == LearnedSteps::weightAndProduct)
        gradient[size + 1] =
            static_cast<float>(0.5 * (alongSigma + alongTau) * (1.0 - stepProduct / settings.productLimit));
}

Model DenseParametrisation::modelOf(std::span<const float> parameters) const
{
    Model model;
    model.K = K.operatorOf(parameters.first(K.size()));
    model.sampleRate = settings.sampleRate;
    model.referenceDelta = deltaForBits(settings.bits);
    model.steps = stepsOf(parameters, spectralNorm(model.K));
    model.scheme = settings.scheme();
    model.iterations = settings.iterations;
    model.hop = settings.hop;
    return model;
}

} // namespace dequantizer
