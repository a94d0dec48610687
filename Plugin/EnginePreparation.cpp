#include "Plugin/EnginePreparation.h"

#include "Model/ShippedModels.h"

namespace dequantizer
{

void EnginePreparation::prepare(double sampleRate, int channels)
{
    rate = sampleRate;
    channelCount = channels;
    haveEngines = false;
}

bool EnginePreparation::modelFits() const noexcept
{
    return chosen != nullptr && chosen->model.sampleRate == rate;
}

bool EnginePreparation::areEnginesOutdated() const noexcept
{
    return !haveEngines || modelOfEngines != (modelFits() ? chosen : nullptr);
}

std::unique_ptr<PreparedEngines> EnginePreparation::makeEngines()
{
    haveEngines = true;
    modelOfEngines = modelFits() ? chosen : nullptr;
    if (modelOfEngines != nullptr)
        return std::make_unique<PreparedEngines>(modelOfEngines->model, channelCount);
    return std::make_unique<PreparedEngines>(rate, channelCount);
}

std::string EnginePreparation::operatorName(double step) const
{
    if (!haveEngines)
        return {};
    if (modelOfEngines != nullptr)
        return modelOfEngines->model.name;
    const auto* const shipped = preferredShippedModel(rate, step);
    return shipped != nullptr ? std::string(shipped->name) : "built-in DCT";
}

std::string EnginePreparation::reasonForFallback() const
{
    if (!isPrepared() || chosen == nullptr || modelFits())
        return {};
    return "This model is for " + rateText(chosen->model.sampleRate) + "; the session runs at " + rateText(rate) +
           (preferredShippedModels(rate).empty() ? ": the built-in DCT is used."
                                                 : ": the plugin's own models are used.");
}

} // namespace dequantizer
