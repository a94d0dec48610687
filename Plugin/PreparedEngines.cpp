#include "Plugin/PreparedEngines.h"

#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "Signal/Quantiser.h"

#include <algorithm>

namespace dequantizer
{

namespace
{
// The DCT's step sizes are set anew for every step that comes.
const double anyStep = stepForBits(4);

std::unique_ptr<AnyRateEngine> makeEngine(const Model& model, double sampleRate, int channels, int leastLatency)
{
    return std::make_unique<AnyRateEngine>(model, sampleRate, channels, model.hop, leastLatency);
}
} // namespace

PreparedEngines::PreparedEngines(const Model& model, double sampleRate, int channels)
    : rate(sampleRate), rateOfLoadedModel(model.sampleRate)
{
    int latency = AnyRateEngine::latencyNeeded(model, sampleRate, model.hop);
    if (model.sampleRate == sampleRate)
    {
        engines.push_back({Source::loaded, nullptr, makeEngine(model, sampleRate, channels, latency)});
        return;
    }
    const auto cosine = cosineModel(sampleRate, anyStep);
    latency = std::max(latency, AnyRateEngine::latencyNeeded(cosine, sampleRate, cosine.hop));
    engines.push_back({Source::loaded, nullptr, makeEngine(model, sampleRate, channels, latency)});
    engines.push_back({Source::cosine, nullptr, makeEngine(cosine, sampleRate, channels, latency)});
}

PreparedEngines::PreparedEngines(double sampleRate, int channels) : rate(sampleRate)
{
    const auto shipped = preferredShippedModels(sampleRate);
    const auto cosine = cosineModel(sampleRate, anyStep);
    std::vector<Model> models;
    int latency = AnyRateEngine::latencyNeeded(cosine, sampleRate, cosine.hop);
    for (const auto* const each : shipped)
    {
        models.push_back(parseModel(each->bytes));
        latency = std::max(latency, AnyRateEngine::latencyNeeded(models.back(), sampleRate, models.back().hop));
    }
    for (std::size_t i = 0; i < shipped.size(); ++i)
        engines.push_back({Source::shipped, shipped[i], makeEngine(models[i], sampleRate, channels, latency)});
    engines.push_back({Source::cosine, nullptr, makeEngine(cosine, sampleRate, channels, latency)});
}

PreparedEngines::Entry& PreparedEngines::choose(double step, QuantisedAt at) noexcept
{
    if (rateOfLoadedModel > 0.0)
        return rateOfLoadedModel == rate || at == QuantisedAt::modelRate ? engines.front() : engines.back();

    const auto* const wanted = preferredShippedModel(rate, step, at);
    return *std::find_if(engines.begin(), engines.end(), [&](const Entry& entry) { return entry.shipped == wanted; });
}

AnyRateEngine& PreparedEngines::forSound(double step, QuantisedAt at) noexcept
{
    auto& [source, shipped, engine] = choose(step, at);
    engine->setStep(step);
    if (source == Source::cosine)
        engine->setStepSizes(cosineStepSizes(step), step);
    return *engine;
}

} // namespace dequantizer
