#include "Plugin/Engine/EnginePreparation.h"

#include "Model/ShippedModels.h"
#include "Plugin/Engine/Restorer.h"

namespace dequantizer
{

void EnginePreparation::prepare(double sampleRate, int channels)
{
    rate = sampleRate;
    channelCount = channels;
    haveEngines = false;
}

bool EnginePreparation::isModelTooSlow() const noexcept
{
    if (chosen == nullptr)
        return false;
    const int hop = hopFor(overlap, chosen->model.hop, chosen->model.frameLength());
    return AnyRateEngine::latencyNeeded(chosen->model, rate, hop) > maxLatencySeconds * rate;
}

bool EnginePreparation::isModelUsed(QuantisedAt at) const noexcept
{
    return modelOfEngines != nullptr && (modelOfEngines->model.sampleRate == rate || at == QuantisedAt::modelRate);
}

bool EnginePreparation::areEnginesOutdated() const noexcept
{
    return !haveEngines || overlapOfEngines != overlap || modelOfEngines != (isModelTooSlow() ? nullptr : chosen);
}

std::unique_ptr<PreparedEngines> EnginePreparation::makeEngines()
{
    haveEngines = true;
    overlapOfEngines = overlap;
    modelOfEngines = isModelTooSlow() ? nullptr : chosen;
    if (modelOfEngines != nullptr)
        return std::make_unique<PreparedEngines>(modelOfEngines->model, rate, channelCount, overlap);
    return std::make_unique<PreparedEngines>(rate, channelCount, overlap);
}

std::string EnginePreparation::operatorName(double delta, QuantisedAt at) const
{
    if (!haveEngines)
        return {};
    if (isModelUsed(at))
        return modelOfEngines->model.name;
    const auto* const shipped = modelOfEngines == nullptr ? preferredShippedModel(rate, delta, at) : nullptr;
    return shipped != nullptr ? std::string(shipped->name) : "built-in DCT";
}

double EnginePreparation::operatorRate(double delta, QuantisedAt at) const
{
    if (isModelUsed(at))
        return modelOfEngines->model.sampleRate;
    const auto* const shipped = modelOfEngines == nullptr ? preferredShippedModel(rate, delta, at) : nullptr;
    return shipped != nullptr ? shipped->sampleRate.value_or(rate) : rate;
}

std::string EnginePreparation::reasonForFallback(QuantisedAt at) const
{
    if (!isPrepared() || chosen == nullptr || isModelUsed(at))
        return {};
    if (isModelTooSlow())
        return "This model would delay the audio by more than two seconds, so the shipped models are used instead.";
    return "Audio quantised at the session's " + rateText(rate) +
           " is restored with the built-in DCT. If it was quantised at the model's " +
           rateText(chosen->model.sampleRate) + ", set Quantised at to Model rate.";
}

} // namespace dequantizer
