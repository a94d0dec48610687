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

bool isUserModelTooSlow(const ModelRequest& request) noexcept
{
    return request.preference == ModelPreference::user && request.userModel.latencySeconds > request.maxLatencySeconds;
}

bool servesRate(const ShippedModel& model, double sampleRate, QuantisationRate quantisedAt) noexcept
{
    if (!model.sampleRate)
        return true;
    return quantisedAt == QuantisationRate::model ? *model.sampleRate <= sampleRate : *model.sampleRate == sampleRate;
}

ModelChoice chooseAutomatically(const ModelRequest& request, QuantisationRate quantisedAt,
                                std::span<const ShippedModel> shipped) noexcept
{
    const double bits = bitsForDelta(request.quantisation.delta);
    auto reason = ChoiceReason::noModelForRate;
    for (const auto& model : shipped)
    {
        if (!model.automatic || !servesRate(model, request.sampleRate, quantisedAt))
            continue;
        if (bits >= model.minBits && bits <= model.maxBits)
            return {
                {Source::shipped, &model}, model.sampleRate.value_or(request.sampleRate), ChoiceReason::servesSound};
        reason = ChoiceReason::noModelForDepth;
    }
    return {{Source::builtInDct}, request.sampleRate, reason};
}

ModelChoice chooseUserModel(const ModelRequest& request, QuantisationRate quantisedAt) noexcept
{
    const double modelRate = request.userModel.sampleRate.value_or(request.sampleRate);
    if (modelRate == request.sampleRate || quantisedAt == QuantisationRate::model)
        return {{Source::user}, modelRate, ChoiceReason::requested};
    return {{Source::builtInDct}, request.sampleRate, ChoiceReason::otherRate};
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

QuantisationRate resolveRate(QuantisationRate asked, GridState grid) noexcept
{
    if (asked != QuantisationRate::automatic)
        return asked;
    // Any filter moves samples off their grid, and resampling includes a filter.
    return grid == GridState::none ? QuantisationRate::model : QuantisationRate::own;
}

ModelChoice chooseModel(const ModelRequest& request, std::span<const ShippedModel> shipped) noexcept
{
    if (request.preference == ModelPreference::builtInDct)
        return {{Source::builtInDct}, request.sampleRate, ChoiceReason::requested};

    const auto quantisedAt = resolveRate(request.quantisation.rate, request.quantisation.grid);
    const bool isTooSlow = isUserModelTooSlow(request);
    if (request.preference == ModelPreference::user && !isTooSlow)
        return chooseUserModel(request, quantisedAt);

    auto choice = chooseAutomatically(request, quantisedAt, shipped);
    if (isTooSlow)
        choice.reason = ChoiceReason::tooMuchLatency;
    return choice;
}

ModelChoice chooseModel(const ModelRequest& request) noexcept
{
    return chooseModel(request, shippedModels());
}

std::vector<ModelReference> possibleModels(const ModelRequest& request, std::span<const ShippedModel> shipped)
{
    std::vector<ModelReference> models;
    auto sound = request;
    for (const auto rate : {QuantisationRate::own, QuantisationRate::model})
        for (const double bits : representativeDepths(shipped))
        {
            sound.quantisation = {.delta = deltaForBits(bits), .rate = rate};
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
        return modelAtRate(parseModel(model.shipped->bytes), sampleRate);
    case Source::builtInDct:
        return cosineModel(sampleRate, delta);
    case Source::user:
        break;
    }
    throw std::invalid_argument("the user's model is not part of the program");
}

} // namespace dequantizer
