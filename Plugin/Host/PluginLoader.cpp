#include "Plugin/Host/PluginLoader.h"

#include "Plugin/Host/HostError.h"

namespace dequantizer::host
{

namespace
{
bool isUri(const juce::String& text)
{
    return text.contains("://") || text.startsWith("urn:");
}

// The URIs of the plugins in one LV2 bundle. A scan of the folder around it finds those of its neighbours as well; the
// bundle's manifest tells which are its own.
juce::StringArray urisOfBundle(juce::LV2PluginFormat& format, const juce::File& bundle)
{
    const auto manifest = bundle.getChildFile("manifest.ttl").loadFileAsString();
    auto uris =
        format.searchPathsForPlugins(juce::FileSearchPath(bundle.getParentDirectory().getFullPathName()), false, false);
    for (int i = uris.size(); --i >= 0;)
        if (!manifest.contains("<" + uris[i] + ">"))
            uris.remove(i);
    return uris;
}

// What the format's own functions know the plugin by: a path for VST3, a URI for LV2.
juce::String identifierIn(juce::AudioPluginFormat& format, const juce::String& plugin)
{
    auto* const lv2 = dynamic_cast<juce::LV2PluginFormat*>(&format);
    if (lv2 == nullptr)
        return juce::File::getCurrentWorkingDirectory().getChildFile(plugin).getFullPathName();
    if (isUri(plugin))
    {
        lv2->searchPathsForPlugins(lv2->getDefaultLocationsToSearch(), true, false);
        return plugin;
    }
    return urisOfBundle(*lv2, juce::File::getCurrentWorkingDirectory().getChildFile(plugin))[0];
}
} // namespace

std::unique_ptr<juce::AudioPluginInstance> PluginLoader::open(const std::string& plugin, double sampleRate,
                                                              int largestBlock)
{
    const auto name = juce::String::fromUTF8(plugin.c_str());
    const bool byUri = isUri(name);
    const auto file = byUri ? juce::File() : juce::File::getCurrentWorkingDirectory().getChildFile(name);
    if (!byUri && !file.exists())
        throw HostError(plugin + ": there is no such plugin");
    if (!byUri && !file.hasFileExtension("vst3;lv2"))
        throw HostError(plugin + ": this is neither a .vst3 nor an .lv2 plugin");

    auto& format = byUri || file.hasFileExtension("lv2") ? static_cast<juce::AudioPluginFormat&>(lv2) : vst3;
    const auto identifier = identifierIn(format, name);
    juce::OwnedArray<juce::PluginDescription> found;
    if (identifier.isNotEmpty())
        format.findAllTypesForFile(found, identifier);

    // The exact one: what resembles it could be anybody's.
    const auto isWanted = [&](const juce::PluginDescription* type) { return type->fileOrIdentifier == identifier; };
    const auto* const type = std::find_if(found.begin(), found.end(), isWanted);
    if (type == found.end())
        throw HostError(plugin + ": " +
                        (byUri ? "no plugin with this URI is installed" : "this holds no plugin that can be loaded"));

    juce::String why;
    auto instance = format.createInstanceFromDescription(**type, sampleRate, largestBlock, why);
    if (instance == nullptr)
        throw HostError(plugin + ": the plugin cannot be opened: " + why.toStdString());
    return instance;
}

} // namespace dequantizer::host
