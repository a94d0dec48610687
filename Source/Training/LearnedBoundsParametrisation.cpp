#include "Training/LearnedBoundsParametrisation.h"

#include "Algorithm/SpectralNorm.h"
#include "Signal/Quantiser.h"
#include "Training/LearnedBoundsGradient.h"
#include "Training/ParameterTensors.h"
#include "Training/SettingsTable.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace dequantizer
{

namespace
{
DenseParameters<float> startOf(const TrainingSettings& settings, const Model& initial, double norm)
{
    const auto updates = updateIterations(settings);
    if (updates.empty())
        throw std::invalid_argument("the iterations of the updates are not increasing numbers that begin with 0");
    if (initial.K.rows() != settings.rows || initial.K.cols() != settings.frameLength)
        throw std::invalid_argument("the initial K has another size than the settings");
    if (initial.denseBounds)
    {
        const auto& bounds = *initial.denseBounds;
        if (bounds.updateIterations != updates || bounds.iterations() != settings.iterations ||
            bounds.hiddenUnits() != settings.hiddenUnits)
            throw std::invalid_argument(
                "the model to start from has other hidden units, updates or iterations than the settings");
        return bounds;
    }
    // tau = sqrt(p) / (w ||K||), in units of the Delta that w is for.
    const double tau = std::sqrt(settings.product) / (settings.weight * norm * deltaForBits(settings.bits));
    const double share = std::min(settings.product / settings.productLimit, 0.99);
    return DenseParameters<float>::initial(updates, settings.rows, settings.hiddenUnits, settings.iterations,
                                           std::log(tau), std::log(share / (1.0 - share)),
                                           static_cast<unsigned>(settings.seed));
}
} // namespace

LearnedBoundsParametrisation::LearnedBoundsParametrisation(const TrainingSettings& wanted, const Model& initial)
    : settings(wanted), K(settings.basis, initial.K), learned(startOf(settings, initial, K.norm()))
{
    tensors.push_back({"K", K.size(), 1.0});
    const Matrix<float> coordinates = K.coordinatesOf(initial.K);
    start.assign(coordinates.data(), coordinates.data() + coordinates.size());
    const auto& parameters = learned;
    parameters.forEachTensor(
        [this](const std::string& name, const Matrix<float>& tensor)
        {
            const bool isMatrix = tensor.cols() > 1;
            tensors.push_back({name, static_cast<std::size_t>(tensor.size()), isMatrix ? 1.0 : settings.scalarRate});
        });
    start.resize(parameterCount(tensors));
    flatten(learned, std::span(start).subspan(K.size()));
}

std::unique_ptr<SegmentGradient> LearnedBoundsParametrisation::makeSegmentGradient() const
{
    return std::make_unique<LearnedBoundsGradient>(settings, K.packed(), learned, stepProductLimit);
}

void LearnedBoundsParametrisation::setParameters(std::span<const float> parameters)
{
    K.set(parameters.first(K.size()));
    unflatten(parameters.subspan(K.size()), learned);
    stepProductLimit = settings.productLimit / (K.norm() * K.norm());
}

void LearnedBoundsParametrisation::pullBack(std::span<const float> segmentGradient, std::span<float> gradient) const
{
    assert(segmentGradient.size() == gradient.size() + 1);
    // The limit is proportional to 1 / ||K||^2.
    const double throughNorm =
        settings.normGradient ? -2.0 * static_cast<double>(segmentGradient.back()) / K.norm() : 0.0;
    K.pullBack(Eigen::Map<const Matrix<float>>(segmentGradient.data(), settings.rows, settings.frameLength),
               throughNorm, gradient);
    const auto size = static_cast<std::ptrdiff_t>(K.size());
    std::copy(segmentGradient.begin() + size, segmentGradient.end() - 1, gradient.begin() + size);
}

Model LearnedBoundsParametrisation::modelOf(std::span<const float> parameters) const
{
    auto bounds = learned;
    unflatten(parameters.subspan(K.size()), bounds);
    Model model;
    model.K = K.operatorOf(parameters.first(K.size()));
    model.denseBounds = std::make_shared<const DenseParameters<float>>(std::move(bounds));
    model.sampleRate = settings.sampleRate;
    model.referenceDelta = 1.0;
    const double norm = spectralNorm(model.K);
    model.steps = {settings.productLimit / (norm * norm), 1.0, 1.0};
    model.iterations = settings.iterations;
    model.hop = settings.hop;
    return model;
}

} // namespace dequantizer
