#include "Model/ModelManifest.h"

#include "Model/ModelError.h"

#include <nlohmann/json.hpp>

#include <limits>
#include <map>
#include <set>

namespace dequantizer
{

namespace
{
using Json = nlohmann::json;

struct Family
{
    Material material;
    std::optional<double> sampleRate;
    double maxSampleRate;
    std::optional<double> resampledRate;
};

void requireInManifest(bool condition, const std::string& otherwise)
{
    if (!condition)
        throw ModelError("model manifest: " + otherwise);
}

Material parseMaterial(const std::string& name)
{
    requireInManifest(name == "speech" || name == "any", "there is no material " + name);
    return name == "speech" ? Material::speech : Material::any;
}

std::optional<Quality> parseQuality(const Json& model)
{
    const auto entry = model.find("quality");
    if (entry == model.end())
        return std::nullopt;
    const auto name = entry->get<std::string>();
    const std::map<std::string, Quality> qualities{
        {"low-latency", Quality::lowLatency}, {"balanced", Quality::balanced}, {"best", Quality::best}};
    const auto quality = qualities.find(name);
    requireInManifest(quality != qualities.end(), "there is no quality " + name);
    return quality->second;
}

std::optional<double> parseSampleRate(const Json& rate)
{
    if (rate == "any")
        return std::nullopt;
    const auto value = rate.get<double>();
    requireInManifest(value > 0.0, "a sample rate is a positive number, or any");
    return value;
}

double parseMaxSampleRate(const Json& family)
{
    const auto value = family.value("maxSampleRate", std::numeric_limits<double>::infinity());
    requireInManifest(value > 0.0, "a maximum sample rate is a positive number");
    requireInManifest(family.at("sampleRate") == "any" || !family.contains("maxSampleRate"),
                      "only models for any sample rate have a maximum");
    return value;
}

std::optional<double> parseResampledRate(const Json& family)
{
    const auto entry = family.find("resampledRate");
    if (entry == family.end())
        return std::nullopt;
    const auto value = entry->get<double>();
    requireInManifest(value > 0.0, "a rate of resampled audio is a positive number");
    requireInManifest(family.at("sampleRate") == "any",
                      "only models for any sample rate have a rate of resampled audio");
    return value;
}

std::map<std::string, Family> parseFamilies(const Json& families)
{
    std::map<std::string, Family> parsed;
    for (const auto& family : families)
    {
        const auto name = family.at("name").get<std::string>();
        const auto [place, isNew] =
            parsed.try_emplace(name, Family{parseMaterial(family.at("material").get<std::string>()),
                                            parseSampleRate(family.at("sampleRate")), parseMaxSampleRate(family),
                                            parseResampledRate(family)});
        requireInManifest(isNew, "two families are named " + name);
    }
    return parsed;
}

int parseSlot(const Json& model)
{
    const auto slot = model.at("slot").get<int>();
    requireInManifest(slot >= 1, model.at("name").get<std::string>() + " has a slot below 1");
    return slot;
}

ModelDescription parseModelDescription(const Json& model, const std::map<std::string, Family>& families)
{
    ModelDescription parsed;
    parsed.name = model.at("name").get<std::string>();
    parsed.file = model.at("file").get<std::string>();
    parsed.family = model.at("family").get<std::string>();
    const auto family = families.find(parsed.family);
    requireInManifest(family != families.end(), parsed.name + " belongs to no family of the manifest");
    parsed.material = family->second.material;
    parsed.sampleRate = family->second.sampleRate;
    parsed.maxSampleRate = family->second.maxSampleRate;
    parsed.resampledRate = family->second.resampledRate;
    parsed.quality = parseQuality(model);
    parsed.minBits = model.value("minBits", parsed.minBits);
    parsed.maxBits = model.value("maxBits", parsed.maxBits);
    requireInManifest(parsed.minBits < parsed.maxBits, parsed.name + " serves no bit depth");
    parsed.slot = parseSlot(model);
    parsed.automatic = model.at("automatic").get<bool>();
    for (const auto& replaced : model.value("replaces", Json::array()))
        parsed.replaces.push_back({replaced.at("name").get<std::string>(), parseSlot(replaced)});
    return parsed;
}
} // namespace

std::vector<ModelDescription> parseManifest(std::string_view json)
{
    try
    {
        const auto manifest = Json::parse(json);
        const auto families = parseFamilies(manifest.at("families"));
        std::vector<ModelDescription> models;
        std::set<std::string> names;
        std::set<int> slots;
        const auto requireNew = [&](const std::string& name, int slot)
        {
            requireInManifest(names.insert(name).second, "two models are named " + name);
            requireInManifest(slots.insert(slot).second, name + " has the slot of another model");
        };
        for (const auto& model : manifest.at("models"))
        {
            auto parsed = parseModelDescription(model, families);
            requireNew(parsed.name, parsed.slot);
            for (const auto& replaced : parsed.replaces)
                requireNew(replaced.name, replaced.slot);
            models.push_back(std::move(parsed));
        }
        return models;
    }
    catch (const Json::exception& error)
    {
        throw ModelError(std::string("model manifest: ") + error.what());
    }
}

} // namespace dequantizer
