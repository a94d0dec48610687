#include "Plugin/State/UserPreset.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace dequantizer
{

namespace
{
constexpr auto presetFormat = "dequantizer-preset";
constexpr int presetVersion = 1;

PresetError badPreset(const std::string& name)
{
    return PresetError("\"" + name + "\" is not a preset of this plugin, or is damaged.");
}
} // namespace

std::string encodePreset(const UserPreset& preset)
{
    nlohmann::ordered_json json{{"format", presetFormat}, {"version", presetVersion}, {"model", preset.model}};
    auto& parameters = json["parameters"] = nlohmann::ordered_json::object();
    for (const auto& [id, value] : preset.values)
        parameters[id] = value;
    constexpr int indent = 2;
    return json.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

UserPreset parsePreset(const std::string& name, std::string_view bytes)
{
    const auto json = nlohmann::json::parse(bytes, nullptr, false);
    if (!json.is_object() || !json.contains("format") || json["format"] != presetFormat)
        throw badPreset(name);
    const auto version = json.find("version");
    if (version == json.end() || !version->is_number_integer() || *version < 1)
        throw badPreset(name);
    if (*version > presetVersion)
        throw PresetError("The preset \"" + name + "\" was saved by a newer version of the plugin.");
    const auto model = json.find("model");
    const auto parameters = json.find("parameters");
    if (model == json.end() || !model->is_string() || parameters == json.end() || !parameters->is_object())
        throw badPreset(name);

    UserPreset preset{name, {}, model->get<std::string>()};
    for (const auto& [id, value] : parameters->items())
    {
        const auto number = value.is_number() ? value.get<float>() : std::nanf("");
        if (!std::isfinite(number))
            throw badPreset(name);
        preset.values[id] = number;
    }
    return preset;
}

} // namespace dequantizer
