#include "Plugin/PreparedEngines.h"

#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "Signal/Quantiser.h"

#include <algorithm>
#include <cassert>

namespace dequantizer
{

namespace
{
// The DCT's step sizes are set anew for every step that comes.
const double anyStep = stepForBits(4);
} // namespace

PreparedEngines::PreparedEngines(const Model& model, int channels) : rate(model.sampleRate), automatic(false)
{
    engines.push_back({nullptr, std::make_unique<StreamingEngine>(model, channels, model.hop)});
}

PreparedEngines::PreparedEngines(double sampleRate, int channels) : rate(sampleRate), automatic(true)
{
    for (const auto* const shipped : preferredShippedModels(sampleRate))
    {
        const auto model = parseModel(shipped->bytes);
        engines.push_back({shipped, std::make_unique<StreamingEngine>(model, channels, model.hop)});
    }
    const auto cosine = cosineModel(sampleRate, anyStep);
    engines.push_back({nullptr, std::make_unique<StreamingEngine>(cosine, channels, cosine.hop)});
    assert(std::all_of(engines.begin(), engines.end(),
                       [this](const Entry& entry) { return entry.engine->latency() == latency(); }));
}

StreamingEngine& PreparedEngines::forStep(double step) noexcept
{
    const auto* const wanted = automatic ? preferredShippedModel(rate, step) : nullptr;
    auto& engine =
        *std::find_if(engines.begin(), engines.end(), [&](const Entry& entry) { return entry.shipped == wanted; })
             ->engine;
    engine.setStep(step);
    if (automatic && wanted == nullptr)
        engine.setStepSizes(cosineStepSizes(step), step);
    return engine;
}

} // namespace dequantizer
