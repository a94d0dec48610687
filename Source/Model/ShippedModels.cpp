#include "Model/ShippedModels.h"

#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "Signal/Quantiser.h"

#include <EmbeddedFile.h>

#include <algorithm>
#include <string>

namespace dequantizer
{

namespace
{
// The bytes of a file in Models/; empty if it is not part of the program.
std::string_view shippedFile(std::string_view name)
{
    for (const auto& file : shippedModelFiles())
        if (file.name == name)
            return file.bytes;
    return {};
}

std::vector<ShippedModel> listModels()
{
    std::vector<ShippedModel> models;
    for (auto& description : parseManifest(shippedFile("manifest.json")))
    {
        const auto bytes = shippedFile(description.file);
        models.push_back({std::move(description), bytes});
    }
    return models;
}

bool servesRate(const ShippedModel& model, double sampleRate, QuantisedAt at) noexcept
{
    if (!model.sampleRate)
        return true;
    return at == QuantisedAt::modelRate ? *model.sampleRate <= sampleRate : *model.sampleRate == sampleRate;
}
} // namespace

std::span<const ShippedModel> shippedModels() noexcept
{
    static const auto models = listModels();
    return models;
}

const ShippedModel* findShippedModel(std::string_view name) noexcept
{
    const auto models = shippedModels();
    const auto found =
        std::find_if(models.begin(), models.end(), [&](const auto& model) { return model.name == name; });
    return found != models.end() ? &*found : nullptr;
}

const ShippedModel* preferredShippedModel(double sampleRate, double delta, QuantisedAt at) noexcept
{
    const double bits = bitsForDelta(delta);
    for (const auto& model : shippedModels())
        if (model.automatic && servesRate(model, sampleRate, at) && bits >= model.minBits && bits <= model.maxBits)
            return &model;
    return nullptr;
}

std::vector<const ShippedModel*> preferredShippedModels(double sampleRate)
{
    std::vector<const ShippedModel*> models;
    for (const auto& model : shippedModels())
        if (model.automatic && servesRate(model, sampleRate, QuantisedAt::modelRate))
            models.push_back(&model);
    return models;
}

Model preferredModel(double sampleRate, double delta, QuantisedAt at)
{
    const auto* const shipped = preferredShippedModel(sampleRate, delta, at);
    return shipped != nullptr ? parseModel(shipped->bytes) : cosineModel(sampleRate, delta);
}

} // namespace dequantizer
