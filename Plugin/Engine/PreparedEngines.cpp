#include "Plugin/Engine/PreparedEngines.h"

#include "Model/CosineModel.h"
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
} // namespace

PreparedEngines::PreparedEngines(const ModelRequest& session, const Model* userModel, int channels, Overlap overlap)
    : request(session)
{
    const auto references = possibleModels(session);
    std::vector<Model> models;
    int latency = 0;
    for (const auto& reference : references)
    {
        models.push_back(reference.source == ModelReference::Source::user
                             ? *userModel
                             : loadModel(reference, session.sampleRate, anyDelta));
        latency = std::max(
            latency, AnyRateEngine::latencyNeeded(models.back(), session.sampleRate, hopOf(models.back(), overlap)));
    }
    for (std::size_t i = 0; i < references.size(); ++i)
        engines.push_back({references[i], std::make_unique<AnyRateEngine>(models[i], session.sampleRate, channels,
                                                                          hopOf(models[i], overlap), latency)});
}

AnyRateEngine& PreparedEngines::configureFor(const Quantiser& quantiser, GridState grid, QuantisationRate quantisedAt,
                                             double strength) noexcept
{
    request.quantisation = {.delta = quantiser.delta(), .grid = grid, .rate = quantisedAt};
    const auto chosen = chooseModel(request).model;
    auto& engine =
        *std::find_if(engines.begin(), engines.end(), [&](const Entry& entry) { return entry.model == chosen; })
             ->engine;
    const auto widened = quantiser.widened(strength);
    engine.setQuantiser(widened);
    if (chosen.source == ModelReference::Source::builtInDct)
        engine.setStepSizes(cosineStepSizes(widened.delta()), widened.delta());
    return engine;
}

} // namespace dequantizer
