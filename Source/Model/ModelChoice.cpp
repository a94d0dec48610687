#include "Model/ModelChoice.h"

#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "Signal/Quantiser.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace dequantizer
{

namespace
{
using Source = ModelReference::Source;

// Returns own or model; decides `automatic` from the grid.
QuantisationRate resolveRate(const Quantisation& quantisation) noexcept
{
    if (quantisation.rate != QuantisationRate::automatic)
        return quantisation.rate;
    // Any filter moves samples off their grid, and resampling includes a filter.
    return quantisation.grid == GridState::none ? QuantisationRate::model : QuantisationRate::own;
}

// One way to use a shipped model: at a fixed rate, or at that of the audio.
struct Use
{
    const ShippedModel* model;
    std::optional<double> fixedRate;
};

bool servesRate(const Use& use, const ModelRequest& request) noexcept
{
    if (use.fixedRate)
        return resolveRate(request.quantisation) == QuantisationRate::model ? *use.fixedRate <= request.sampleRate
                                                                            : *use.fixedRate == request.sampleRate;
    // Where the user says so, the audio is restored at the rate of resampled audio instead.
    const bool isResampled = request.quantisation.rate == QuantisationRate::model && use.model->resampledRate &&
                             *use.model->resampledRate < request.sampleRate;
    return request.sampleRate <= use.model->maxSampleRate && !isResampled;
}

bool isCandidate(const ShippedModel& model, const ModelRequest& request) noexcept
{
    return model.automatic && (!model.quality || *model.quality == request.quality) &&
           (request.material != Material::any || model.material == Material::any);
}

// Whether the user prefers models like this one to other candidates.
bool isPreferred(const Use& use, const ModelRequest& request) noexcept
{
    if (request.material)
        return use.model->material == *request.material;
    return request.quantisation.rate != QuantisationRate::model || use.fixedRate ||
           use.model->resampledRate == request.sampleRate;
}

ModelChoice chooseAutomatically(const ModelRequest& request, std::span<const ShippedModel> shipped) noexcept
{
    const double bits = bitsForDelta(request.quantisation.delta);
    const auto servesDepth = [bits](const ShippedModel& model)
    { return bits >= model.minBits && bits <= model.maxBits; };
    const auto chosen = [&](const Use& use, ChoiceReason reason) -> ModelChoice {
        return {{Source::shipped, use.model, use.fixedRate}, use.fixedRate.value_or(request.sampleRate), reason};
    };

    auto reason = ChoiceReason::noModelForRate;
    std::optional<Use> best, other;
    const auto consider = [&](const Use& use)
    {
        if (best || !isCandidate(*use.model, request) || !servesRate(use, request))
            return;
        if (!isPreferred(use, request))
        {
            if (!other && servesDepth(*use.model))
                other = use;
        }
        else if (servesDepth(*use.model))
            best = use;
        else
            reason = ChoiceReason::noModelForDepth;
    };
    for (const auto& model : shipped)
        consider({&model, model.sampleRate});
    for (const auto& model : shipped)
        if (model.resampledRate && *model.resampledRate < request.sampleRate)
            consider({&model, model.resampledRate});
    if (best)
        return chosen(*best, ChoiceReason::servesSound);
    if (other)
        return chosen(*other, reason);
    return {{Source::builtInDct}, request.sampleRate, reason};
}

// The rate at which the user's model restores the audio; none if it cannot.
std::optional<double> rateOfUserModel(const ModelRequest& request) noexcept
{
    const double modelRate = request.userModel.sampleRate.value_or(request.sampleRate);
    if (modelRate == request.sampleRate || resolveRate(request.quantisation) == QuantisationRate::model)
        return modelRate;
    return std::nullopt;
}

// One bit depth from each interval that is served by the same models. At the end of an interval the choice is that of
// one of the adjacent intervals, because ranges include their ends.
std::vector<double> representativeDepths(std::span<const ShippedModel> shipped)
{
    std::vector<double> ends;
    for (const auto& model : shipped)
        for (const double end : {model.minBits, model.maxBits})
            if (std::isfinite(end))
                ends.push_back(end);
    if (ends.empty())
        return {1.0};
    std::sort(ends.begin(), ends.end());
    std::vector<double> depths{ends.front() - 1.0};
    for (std::size_t i = 1; i < ends.size(); ++i)
        depths.push_back(0.5 * (ends[i - 1] + ends[i]));
    depths.push_back(ends.back() + 1.0);
    return depths;
}
} // namespace

ModelChoice chooseModel(const ModelRequest& request, std::span<const ShippedModel> shipped) noexcept
{
    if (request.preference == ModelPreference::builtInDct)
        return {{Source::builtInDct}, request.sampleRate, ChoiceReason::requested};
    if (request.preference == ModelPreference::automatic)
        return chooseAutomatically(request, shipped);

    auto reason = ChoiceReason::tooMuchLatency;
    if (request.userModel.latencySeconds <= request.maxLatencySeconds)
    {
        if (const auto rate = rateOfUserModel(request))
            return {{Source::user}, *rate, ChoiceReason::requested};
        reason = ChoiceReason::otherRate;
    }
    auto choice = chooseAutomatically(request, shipped);
    choice.reason = reason;
    return choice;
}

ModelChoice chooseModel(const ModelRequest& request) noexcept
{
    return chooseModel(request, shippedModels());
}

QuantisationRate explicitRate(const ModelRequest& request, std::span<const ShippedModel> shipped) noexcept
{
    auto own = request;
    own.quantisation.rate = QuantisationRate::own;
    const bool isOwn = chooseModel(own, shipped).model == chooseModel(request, shipped).model;
    return isOwn ? QuantisationRate::own : QuantisationRate::model;
}

QuantisationRate explicitRate(const ModelRequest& request) noexcept
{
    return explicitRate(request, shippedModels());
}

std::vector<ModelReference> possibleModels(const ModelRequest& request, std::span<const ShippedModel> shipped)
{
    std::vector<ModelReference> models;
    auto sound = request;
    // Samples on a grid, or on one that is not known yet, are treated like QuantisationRate::own.
    for (const auto rate : {QuantisationRate::own, QuantisationRate::model, QuantisationRate::automatic})
        for (const double bits : representativeDepths(shipped))
        {
            sound.quantisation = {.delta = deltaForBits(bits), .grid = GridState::none, .rate = rate};
            const auto model = chooseModel(sound, shipped).model;
            if (std::find(models.begin(), models.end(), model) == models.end())
                models.push_back(model);
        }
    return models;
}

std::vector<ModelReference> possibleModels(const ModelRequest& request)
{
    return possibleModels(request, shippedModels());
}

Model loadModel(const ModelReference& model, double sampleRate, double delta)
{
    switch (model.source)
    {
    case Source::shipped:
        return modelAtRate(parseModel(model.shipped->bytes), model.fixedRate.value_or(sampleRate));
    case Source::builtInDct:
        return cosineModel(sampleRate, delta);
    case Source::user:
        break;
    }
    throw std::invalid_argument("the user's model is not part of the program");
}

} // namespace dequantizer
