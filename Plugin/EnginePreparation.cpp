#include "Plugin/EnginePreparation.h"

#include "Model/CosineModel.h"

namespace dequantizer
{

void EnginePreparation::prepare(double sampleRate, int channels)
{
    rate = sampleRate;
    channelCount = channels;
    haveEngine = false;
}

bool EnginePreparation::modelFits() const noexcept
{
    return chosen != nullptr && chosen->model.sampleRate == rate;
}

bool EnginePreparation::isEngineOutdated() const noexcept
{
    return !haveEngine || modelOfEngine != (modelFits() ? chosen : nullptr);
}

std::unique_ptr<PreparedEngine> EnginePreparation::makeEngine(double step)
{
    haveEngine = true;
    if (modelFits())
    {
        modelOfEngine = chosen;
        nameOfEngine = chosen->model.name;
        return std::make_unique<PreparedEngine>(chosen->model, channelCount, false);
    }
    modelOfEngine = nullptr;
    nameOfEngine = "built-in DCT";
    return std::make_unique<PreparedEngine>(cosineModel(rate, step), channelCount, true);
}

std::string EnginePreparation::reasonForFallback() const
{
    if (!isPrepared() || chosen == nullptr || modelFits())
        return {};
    return "This model is for " + rateText(chosen->model.sampleRate) + "; the session runs at " + rateText(rate) +
           ": the built-in DCT is used.";
}

} // namespace dequantizer
