#include "Restoration/SolverSettings.h"

#include "Model/CosineModel.h"
#include "Model/ModelChoiceText.h"
#include "Model/NamedModel.h"

#include <stdexcept>

namespace dequantizer
{

const std::map<std::string, std::optional<Material>>& materialNames()
{
    static const std::map<std::string, std::optional<Material>> names{
        {"automatic", std::nullopt}, {"speech", Material::speech}, {"any", Material::any}};
    return names;
}

const std::map<std::string, Quality>& qualityNames()
{
    static const std::map<std::string, Quality> names{
        {"low-latency", Quality::lowLatency}, {"balanced", Quality::balanced}, {"best", Quality::best}};
    return names;
}

Model SolverSettings::userModel(double delta) const
{
    return loadedModel ? *loadedModel : loadNamedModel(*modelFile, delta, accepted);
}

std::optional<TrainedFor> SolverSettings::trainedFor() const
{
    if (!namesModel() || (!loadedModel && isTextMatrix(*modelFile)))
        return std::nullopt;
    constexpr double anyDelta = 1.0; // only a text matrix needs it
    const auto model = userModel(anyDelta);
    if (model.hasLearnedBounds())
        return std::nullopt;
    return TrainedFor{model.sampleRate, model.referenceDelta};
}

ChosenModel SolverSettings::modelFor(ModelRequest request) const
{
    ChosenModel chosen;
    if (material)
        request.material = material;
    request.quality = quality;
    if (cosine)
        request.preference = ModelPreference::builtInDct;
    if (namesModel())
    {
        chosen.model = modelAtRate(userModel(request.quantisation.delta), request.sampleRate);
        request.preference = ModelPreference::user;
        if (!chosen.model.fourier)
            request.userModel.sampleRate = chosen.model.sampleRate;
    }
    chosen.choice = chooseModel(request);
    if (chosen.choice.model.source == ModelReference::Source::builtInDct && request.sampleRate > maxCosineRate)
        throw std::runtime_error("the DCT cannot restore sound of more than " +
                                 std::to_string(static_cast<int>(maxCosineRate)) + " Hz");
    if (chosen.choice.model.source != ModelReference::Source::user)
        chosen.model = loadModel(chosen.choice.model, request.sampleRate, request.quantisation.delta);
    chosen.reason = reasonText(request, chosen.choice);

    auto& model = chosen.model;
    model.iterations = iterations.value_or(model.iterations);
    model.hop = hop.value_or(model.hop);
    model.steps.sigma = sigma.value_or(model.steps.sigma);
    model.steps.tau = tau.value_or(model.steps.tau);
    model.steps.theta = theta.value_or(model.steps.theta);
    if (model.hop > model.frameLength())
        throw std::runtime_error("--hop " + std::to_string(model.hop) + " is longer than a frame, which has " +
                                 std::to_string(model.frameLength()) + " samples");
    return chosen;
}

} // namespace dequantizer
