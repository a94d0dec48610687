#include "Plugin/State/State.h"

#include "Plugin/State/FactoryPresets.h"
#include "Plugin/State/Parameters.h"

#include <cmath>
#include <cstdint>
#include <memory>
#include <string_view>

namespace dequantizer
{

namespace
{
constexpr std::string_view magic{"DQSTATE\0", 8};
constexpr int formatVersion = 2;
constexpr int versionWithoutCompression = 1;
constexpr std::size_t headerBytes = 28;
constexpr auto damage = "The plugin's state in this session is damaged, so none of it was restored.";
constexpr auto lightName = "light", darkName = "dark";

std::string toXml(const State& state)
{
    juce::XmlElement root("State");
    root.setAttribute("modelPath", juce::String::fromUTF8(state.modelPath.c_str()));
    if (!state.model.isEmpty())
        root.setAttribute("modelHash", juce::String::toHexString(static_cast<juce::int64>(state.model.hash)));
    root.setAttribute("preset", juce::String::fromUTF8(state.preset.c_str()));
    root.setAttribute("editorWidth", state.look.width);
    root.setAttribute("editorHeight", state.look.height);
    root.setAttribute("theme", state.look.isLight != 0 ? lightName : darkName);
    for (const auto& [id, value] : state.parameters)
    {
        auto* const parameter = root.createNewChildElement("Parameter");
        parameter->setAttribute("id", juce::String(id));
        parameter->setAttribute("value", static_cast<double>(value));
    }
    return root.toString(juce::XmlElement::TextFormat().singleLine().withoutHeader()).toStdString();
}

// 0 if the attribute is missing.
std::uint16_t lengthOf(const juce::XmlElement& element, const char* attribute)
{
    const int length = element.getIntAttribute(attribute);
    return static_cast<std::uint16_t>(juce::jlimit(0, 0xffff, length));
}

bool readXml(std::string_view xml, State& state)
{
    const auto root = juce::parseXML(juce::String::fromUTF8(xml.data(), static_cast<int>(xml.size())));
    if (root == nullptr || !root->hasTagName("State"))
        return false;
    state.modelPath = root->getStringAttribute("modelPath").toStdString();
    state.model.hash = static_cast<std::uint64_t>(root->getStringAttribute("modelHash").getHexValue64());
    state.preset = root->hasAttribute("preset")
                       ? root->getStringAttribute("preset").toStdString()
                       : std::string(factoryPresetOfVersion01(root->getIntAttribute("program")));
    state.look.width = lengthOf(*root, "editorWidth");
    state.look.height = lengthOf(*root, "editorHeight");
    state.look.isLight = root->getStringAttribute("theme") == lightName ? 1 : 0;
    for (const auto* parameter : root->getChildWithTagNameIterator("Parameter"))
    {
        const auto value = static_cast<float>(parameter->getDoubleAttribute("value", std::nan("")));
        if (std::isfinite(value))
            state.parameters[parameter->getStringAttribute("id").toStdString()] = value;
    }
    state.parameters.try_emplace(parameter::automaticBits, 0.0f);
    return true;
}
} // namespace

juce::MemoryBlock encodeState(const State& state)
{
    const auto xml = toXml(state);
    const auto payload = xml + state.model.bytes;

    juce::MemoryOutputStream stream(headerBytes + payload.size());
    stream.write(magic.data(), magic.size());
    stream.writeInt(formatVersion);
    stream.writeInt(static_cast<int>(xml.size()));
    stream.writeInt(static_cast<int>(state.model.bytes.size()));
    stream.writeInt64(static_cast<juce::int64>(fnv1a(payload)));
    stream.write(payload.data(), payload.size());
    return stream.getMemoryBlock();
}

State decodeState(const void* data, int size)
{
    if (data == nullptr || size < static_cast<int>(headerBytes))
        throw StateError(damage);
    const std::string_view bytes(static_cast<const char*>(data), static_cast<std::size_t>(size));
    if (!bytes.starts_with(magic))
        throw StateError(damage);

    juce::MemoryInputStream stream(bytes.data() + magic.size(), headerBytes - magic.size(), false);
    const int version = stream.readInt();
    const int xmlBytes = stream.readInt();
    const int modelBytes = stream.readInt();
    const auto hash = static_cast<std::uint64_t>(stream.readInt64());
    const auto available = static_cast<juce::int64>(bytes.size() - headerBytes);
    const bool isKnown = version == formatVersion || version == versionWithoutCompression;
    if (version > formatVersion)
        throw StateError("This session was saved by a newer version of the plugin, so none of it was restored.");
    if (!isKnown || xmlBytes < 0 || modelBytes < 0 || static_cast<juce::int64>(xmlBytes) + modelBytes > available)
        throw StateError(damage);

    const auto payload =
        bytes.substr(headerBytes, static_cast<std::size_t>(xmlBytes) + static_cast<std::size_t>(modelBytes));
    if (fnv1a(payload) != hash)
        throw StateError(damage);

    State state;
    if (!readXml(payload.substr(0, static_cast<std::size_t>(xmlBytes)), state))
        throw StateError(damage);
    const auto model = payload.substr(static_cast<std::size_t>(xmlBytes));
    if (model.empty())
        state.model = {};
    else if (version == versionWithoutCompression)
        state.model = packModel(model);
    else
        state.model.bytes = model;
    return state;
}

} // namespace dequantizer
