#include "Model/ShippedModels.h"

#include <EmbeddedFile.h>

#include <algorithm>
#include <string>
#include <vector>

namespace dequantizer
{

namespace
{
// The bytes of a file in Models/; empty if it is not built into the program.
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
} // namespace

std::span<const ShippedModel> shippedModels() noexcept
{
    static const auto models = listModels();
    return models;
}

const ShippedModel* findShippedModel(std::string_view name) noexcept
{
    const auto isNamed = [&](const auto& model) { return model.name == name; };
    for (const auto& shipped : shippedModels())
        if (isNamed(shipped) || std::ranges::any_of(shipped.replaces, isNamed))
            return &shipped;
    return nullptr;
}

} // namespace dequantizer
