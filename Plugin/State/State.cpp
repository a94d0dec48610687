#include "Plugin/State/State.h"

#include "Plugin/State/FactoryPresets.h"
#include "Plugin/State/Parameters.h"

#include <algorithm>
#include <array>
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
// In the order of EditorView. The scope is stored as no view.
constexpr std::array<const char*, editorViewCount> viewNames{"scope", "spectrum", "spectrogram", "history", "bounds"};
constexpr auto nameOfA = "A", nameOfB = "B";

void writeModel(const PackedModel& model, const std::string& path, juce::XmlElement& element)
{
    element.setAttribute("modelPath", juce::String::fromUTF8(path.c_str()));
    if (!model.isEmpty())
        element.setAttribute("modelHash", juce::String::toHexString(static_cast<juce::int64>(model.hash)));
}

void writeSetting(const StoredSetting& setting, juce::XmlElement& element)
{
    writeModel(setting.model, setting.modelPath, element);
    element.setAttribute("preset", juce::String::fromUTF8(setting.preset.c_str()));
    if (!setting.userPreset.empty())
        element.setAttribute("userPreset", juce::String::fromUTF8(setting.userPreset.c_str()));
}

void writeParameters(const ParameterSnapshot& parameters, juce::XmlElement& element)
{
    for (const auto& [id, value] : parameters)
    {
        auto* const parameter = element.createNewChildElement("Parameter");
        parameter->setAttribute("id", juce::String(id));
        parameter->setAttribute("value", static_cast<double>(value));
    }
}

// The bytes of the other setting's model that follow those of the model in use.
std::string_view modelOfOther(const State& state)
{
    const bool isStored = state.other && state.other->model.hash != state.model.hash;
    return isStored ? std::string_view(state.other->model.bytes) : std::string_view();
}

std::string toXml(const State& state)
{
    juce::XmlElement root("State");
    writeSetting(state, root);
    root.setAttribute("editorWidth", state.look.width);
    root.setAttribute("editorHeight", state.look.height);
    root.setAttribute("theme", state.look.isLight != 0 ? lightName : darkName);
    if (state.look.view != EditorView::scope)
        root.setAttribute("view", viewNames[static_cast<std::size_t>(state.look.view)]);
    writeParameters(state.parameters, root);
    if (state.other)
    {
        auto* const other = root.createNewChildElement("Other");
        other->setAttribute("name", state.isB ? nameOfA : nameOfB);
        writeSetting(*state.other, *other);
        other->setAttribute("modelBytes", static_cast<int>(modelOfOther(state).size()));
        writeParameters(state.other->parameters, *other);
    }
    if (state.own)
    {
        auto* const own = root.createNewChildElement("Own");
        writeModel(state.own->model, state.own->path, *own);
        own->setAttribute("modelBytes", static_cast<int>(state.own->model.bytes.size()));
    }
    return root.toString(juce::XmlElement::TextFormat().singleLine().withoutHeader()).toStdString();
}

// The scope if there is no such view, as in the sessions of older versions.
EditorView viewNamed(const juce::String& name)
{
    const auto* const found = std::find(viewNames.begin(), viewNames.end(), name);
    return found == viewNames.end() ? EditorView::scope : static_cast<EditorView>(found - viewNames.begin());
}

// 0 if the attribute is missing.
std::uint16_t lengthOf(const juce::XmlElement& element, const char* attribute)
{
    const int length = element.getIntAttribute(attribute);
    return static_cast<std::uint16_t>(juce::jlimit(0, 0xffff, length));
}

void readModel(const juce::XmlElement& element, PackedModel& model, std::string& path)
{
    path = element.getStringAttribute("modelPath").toStdString();
    model.hash = static_cast<std::uint64_t>(element.getStringAttribute("modelHash").getHexValue64());
}

void readSetting(const juce::XmlElement& element, StoredSetting& setting)
{
    readModel(element, setting.model, setting.modelPath);
    setting.preset = element.getStringAttribute("preset").toStdString();
    setting.userPreset = element.getStringAttribute("userPreset").toStdString();
    for (const auto* parameter : element.getChildWithTagNameIterator("Parameter"))
    {
        const auto value = static_cast<float>(parameter->getDoubleAttribute("value", std::nan("")));
        if (std::isfinite(value))
            setting.parameters[parameter->getStringAttribute("id").toStdString()] = value;
    }
}

// JUCE's parser recurses into nested elements and expands entities, so hostile XML could exhaust the stack or the
// memory.
bool isHarmless(std::string_view xml)
{
    constexpr std::ptrdiff_t maxTags = 250; // several times those of a state, and so is the depth
    return std::count(xml.begin(), xml.end(), '<') <= maxTags && xml.find("<!") == std::string_view::npos;
}

// The lengths of the models after that of the setting in use, in bytes.
struct MoreModels
{
    int other = 0, own = 0;
};

// Throws StateError if the XML is not that of a state.
MoreModels readXml(std::string_view xml, State& state)
{
    if (!isHarmless(xml))
        throw StateError(damage);
    const auto root = juce::parseXML(juce::String::fromUTF8(xml.data(), static_cast<int>(xml.size())));
    if (root == nullptr || !root->hasTagName("State"))
        throw StateError(damage);
    readSetting(*root, state);
    if (!root->hasAttribute("preset"))
        state.preset = factoryPresetOfVersion01(root->getIntAttribute("program"));
    state.look.width = lengthOf(*root, "editorWidth");
    state.look.height = lengthOf(*root, "editorHeight");
    state.look.isLight = root->getStringAttribute("theme") == lightName ? 1 : 0;
    state.look.view = viewNamed(root->getStringAttribute("view"));
    state.parameters.try_emplace(parameter::automaticBits, 0.0f);
    MoreModels bytes;
    if (const auto* const other = root->getChildByName("Other"))
    {
        state.isB = other->getStringAttribute("name") == nameOfA;
        readSetting(*other, state.other.emplace());
        bytes.other = other->getIntAttribute("modelBytes");
    }
    if (const auto* const own = root->getChildByName("Own"))
    {
        auto& stored = state.own.emplace();
        readModel(*own, stored.model, stored.path);
        bytes.own = own->getIntAttribute("modelBytes");
    }
    return bytes;
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
    const auto more = modelOfOther(state);
    stream.write(more.data(), more.size());
    if (state.own)
        stream.write(state.own->model.bytes.data(), state.own->model.bytes.size());
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
    const auto more = readXml(payload.substr(0, static_cast<std::size_t>(xmlBytes)), state);
    if (more.other < 0 || more.own < 0 ||
        static_cast<juce::int64>(more.other) + more.own > available - static_cast<juce::int64>(payload.size()))
        throw StateError(damage);
    const auto after = bytes.substr(headerBytes + payload.size());
    const auto model = payload.substr(static_cast<std::size_t>(xmlBytes));
    if (model.empty())
        state.model = {};
    else if (version == versionWithoutCompression)
        state.model = packModel(model);
    else
        state.model.bytes = model;
    if (state.other)
    {
        if (more.other > 0)
            state.other->model.bytes = after.substr(0, static_cast<std::size_t>(more.other));
        else
            state.other->model = state.other->model.hash == state.model.hash ? state.model : PackedModel();
    }
    if (state.own)
        state.own->model.bytes = after.substr(static_cast<std::size_t>(more.other), static_cast<std::size_t>(more.own));
    if (state.own && state.own->model.isEmpty())
        state.own.reset();
    return state;
}

} // namespace dequantizer
