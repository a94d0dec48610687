#include "Model/ShippedModels.h"

#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "Signal/Quantiser.h"

#include <ShippedModelData.h>

#include <algorithm>
#include <vector>

namespace dequantizer
{

namespace
{
// Each of these restores the depths down to the next one's best of all; finer sound is the DCT's. Models/README.md has
// the figures.
struct Preference
{
    double mostBits;
    std::string_view name;
};

constexpr Preference preferences[] = {
    {4.5, "speech16k-4bit"},
    {5.5, "speech16k-5bit"},
    {6.5, "speech16k-6bit"},
    {10.5, "speech16k-8bit"},
};

std::vector<ShippedModel> listModels()
{
    constexpr std::string_view extension = ".safetensors";
    std::vector<ShippedModel> models;
    for (int i = 0; i < ShippedModelData::namedResourceListSize; ++i)
    {
        const char* const resource = ShippedModelData::namedResourceList[i];
        std::string_view name = ShippedModelData::getNamedResourceOriginalFilename(resource);
        name.remove_suffix(extension.size());
        int size = 0;
        const char* const bytes = ShippedModelData::getNamedResource(resource, size);
        models.push_back({name, {bytes, static_cast<std::size_t>(size)}});
    }
    return models;
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
    const double quantisedRate = at == QuantisedAt::modelRate ? std::min(sampleRate, shippedModelRate) : sampleRate;
    if (quantisedRate != shippedModelRate)
        return nullptr;
    const double bits = bitsForDelta(delta);
    for (const auto& preference : preferences)
        if (bits <= preference.mostBits)
            return findShippedModel(preference.name);
    return nullptr;
}

std::vector<const ShippedModel*> preferredShippedModels(double sampleRate)
{
    std::vector<const ShippedModel*> models;
    if (sampleRate >= shippedModelRate)
        for (const auto& preference : preferences)
            models.push_back(findShippedModel(preference.name));
    return models;
}

Model preferredModel(double sampleRate, double delta, QuantisedAt at)
{
    const auto* const shipped = preferredShippedModel(sampleRate, delta, at);
    return shipped != nullptr ? parseModel(shipped->bytes) : cosineModel(sampleRate, delta);
}

} // namespace dequantizer
