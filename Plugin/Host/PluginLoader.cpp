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

// LV2_PATH, where it is set, stands for all other folders.
juce::FileSearchPath installedLv2Folders(juce::LV2PluginFormat& format)
{
    const auto folders = juce::SystemStats::getEnvironmentVariable("LV2_PATH", {});
    return folders.isEmpty() ? format.getDefaultLocationsToSearch()
                             : juce::FileSearchPath(folders.replaceCharacter(':', ';'));
}
} // namespace

PluginLoader::~PluginLoader()
{
    temporaryFolder.deleteRecursively(false);
}

juce::String PluginLoader::uriInBundle(const juce::File& bundle)
{
    if (!bundle.getChildFile("manifest.ttl").existsAsFile())
        return {};
    // LV2 plugins are found by looking through all bundles of a folder: this one is shown in a folder where no other
    // is.
    const auto shown = temporaryFolder.getChildFile(bundle.getFileName());
    if (!temporaryFolder.createDirectory() || !bundle.createSymbolicLink(shown, true))
        throw HostError(bundle.getFullPathName().toStdString() + ": no link to the plugin can be made in " +
                        temporaryFolder.getFullPathName().toStdString());
    return lv2.searchPathsForPlugins(juce::FileSearchPath(temporaryFolder.getFullPathName()), false, false)[0];
}

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
    if (byUri)
        lv2.searchPathsForPlugins(installedLv2Folders(lv2), true, false);

    const bool isVst3 = file.hasFileExtension("vst3");
    auto& format = isVst3 ? static_cast<juce::AudioPluginFormat&>(vst3) : lv2;
    const auto identifier = byUri ? name : isVst3 ? file.getFullPathName() : uriInBundle(file);
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
