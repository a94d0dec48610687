#include "Plugin/Engine/PreparedEngines.h"

#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "Signal/Quantiser.h"

#include <algorithm>

namespace dequantizer
{

namespace
{
// A placeholder: configureFor() sets the DCT's step sizes for the quantiser in use.
const double anyDelta = deltaForBits(4);

int hopOf(const Model& model, Overlap overlap) noexcept
{
    return hopFor(overlap, model.hop, model.frameLength());
}

int latencyNeeded(const Model& model, double sampleRate, Overlap overlap) noexcept
{
    return AnyRateEngine::latencyNeeded(model, sampleRate, hopOf(model, overlap));
}

std::unique_ptr<AnyRateEngine> makeEngine(const Model& model, double sampleRate, int channels, Overlap overlap,
                                          int minLatency)
{
    return std::make_unique<AnyRateEngine>(model, sampleRate, channels, hopOf(model, overlap), minLatency);
}
} // namespace

PreparedEngines::PreparedEngines(const Model& model, double sampleRate, int channels, Overlap overlap)
    : rate(sampleRate), rateOfLoadedModel(model.sampleRate)
{
    int latency = latencyNeeded(model, sampleRate, overlap);
    if (model.sampleRate == sampleRate)
    {
        engines.push_back({Source::loaded, nullptr, makeEngine(model, sampleRate, channels, overlap, latency)});
        return;
    }
    const auto cosine = cosineModel(sampleRate, anyDelta);
    latency = std::max(latency, latencyNeeded(cosine, sampleRate, overlap));
    engines.push_back({Source::loaded, nullptr, makeEngine(model, sampleRate, channels, overlap, latency)});
    engines.push_back({Source::cosine, nullptr, makeEngine(cosine, sampleRate, channels, overlap, latency)});
}

PreparedEngines::PreparedEngines(double sampleRate, int channels, Overlap overlap) : rate(sampleRate)
{
    const auto shipped = preferredShippedModels(sampleRate);
    const auto cosine = cosineModel(sampleRate, anyDelta);
    std::vector<Model> models;
    int latency = latencyNeeded(cosine, sampleRate, overlap);
    for (const auto* const each : shipped)
    {
        models.push_back(parseModel(each->bytes));
        latency = std::max(latency, latencyNeeded(models.back(), sampleRate, overlap));
    }
    for (std::size_t i = 0; i < shipped.size(); ++i)
        engines.push_back({Source::shipped, shipped[i], makeEngine(models[i], sampleRate, channels, overlap, latency)});
    engines.push_back({Source::cosine, nullptr, makeEngine(cosine, sampleRate, channels, overlap, latency)});
}

PreparedEngines::Entry& PreparedEngines::choose(double delta, QuantisedAt at) noexcept
{
    if (rateOfLoadedModel > 0.0)
        return rateOfLoadedModel == rate || at == QuantisedAt::modelRate ? engines.front() : engines.back();

    const auto* const wanted = preferredShippedModel(rate, delta, at);
    return *std::find_if(engines.begin(), engines.end(), [&](const Entry& entry) { return entry.shipped == wanted; });
}

AnyRateEngine& PreparedEngines::configureFor(const Quantiser& quantiser, double strength, QuantisedAt at) noexcept
{
    auto& [source, shipped, engine] = choose(quantiser.delta(), at);
    const auto widened = quantiser.widened(strength);
    engine->setQuantiser(widened);
    if (source == Source::cosine)
        engine->setStepSizes(cosineStepSizes(widened.delta()), widened.delta());
    return *engine;
}

} // namespace dequantizer
