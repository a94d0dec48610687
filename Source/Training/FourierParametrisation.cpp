#include "Training/FourierParametrisation.h"

#include "Training/FourierSegmentGradient.h"
#include "Training/ParameterTensors.h"
#include "Training/SettingsTable.h"

#include <algorithm>
#include <cassert>
#include <stdexcept>
#include <utility>

namespace dequantizer
{

namespace
{
constexpr Eigen::Index stepHiddenUnits = 8;

FourierParameters<float> startOf(const TrainingSettings& settings, const FourierModel* initial)
{
    const auto updates = updateIterations(settings);
    if (updates.empty())
        throw std::invalid_argument("the iterations of the updates are not increasing numbers that begin with 0");
    if (initial == nullptr)
        return FourierParameters<float>::initial(updates, settings.hiddenUnits, stepHiddenUnits, settings.iterations,
                                                 static_cast<unsigned>(settings.seed), settings.frameLayer);
    auto parameters = initial->parameters;
    if (parameters.updateIterations != updates || parameters.iterations() != settings.iterations ||
        parameters.hiddenUnits() > settings.hiddenUnits)
        throw std::invalid_argument(
            "the model to start from has more hidden units, or other updates or iterations, than the settings");
    if (parameters.hiddenUnits() < settings.hiddenUnits)
        parameters.addHiddenUnits(settings.hiddenUnits);
    if (parameters.hasFrameLayer != settings.frameLayer)
        parameters.setFrameLayer(settings.frameLayer);
    return parameters;
}
} // namespace

FourierParametrisation::FourierParametrisation(const TrainingSettings& trainingSettings, const FourierModel* initial)
    : settings(trainingSettings), learned(startOf(settings, initial))
{
    const auto& parameters = learned;
    parameters.forEachTensor(
        [this](const std::string& name, const Matrix<float>& tensor) {
            tensors.push_back({name, static_cast<std::size_t>(tensor.size()), 1.0});
        });
    start.resize(parameterCount(tensors));
    flatten(learned, start);
}

std::unique_ptr<SegmentGradient> FourierParametrisation::makeSegmentGradient() const
{
    return std::make_unique<FourierSegmentGradient>(settings, learned);
}

void FourierParametrisation::setParameters(std::span<const float> parameters)
{
    unflatten(parameters, learned);
}

void FourierParametrisation::pullBack(std::span<const float> segmentGradient, std::span<float> gradient) const
{
    assert(segmentGradient.size() == gradient.size());
    std::ranges::copy(segmentGradient, gradient.begin());
}

Model FourierParametrisation::modelOf(std::span<const float> parameters) const
{
    FourierModel fourier{learned, settings.frameLength};
    unflatten(parameters, fourier.parameters);
    Model model;
    model.fourier = std::make_shared<const FourierModel>(std::move(fourier));
    model.sampleRate = settings.sampleRate;
    model.referenceDelta = 1.0;
    model.steps = {1.0, 1.0, 1.0};
    model.iterations = settings.iterations;
    model.hop = settings.hop;
    return model;
}

} // namespace dequantizer
