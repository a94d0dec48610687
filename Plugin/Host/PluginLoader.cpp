#include "Plugin/Host/PluginLoader.h"

#include "Plugin/Host/HostError.h"

#include <algorithm>

namespace dequantizer::host
{

namespace
{
bool isUri(const juce::String& text)
{
    return text.contains("://") || text.startsWith("urn:");
}

bool holds(const juce::File& bundle, const juce::String& uri)
{
    return bundle.getChildFile("manifest.ttl").loadFileAsString().contains("<" + uri + ">");
}

// If two plugins have the same URI, LV2 hosts use the one that they find first.
void requireNoOtherCopy(const juce::FileSearchPath& installed, const juce::File& bundle, const juce::String& uri)
{
    for (const auto& other : installed.findChildFiles(juce::File::findDirectories, false, "*.lv2"))
        if (holds(other, uri) && other.getLinkedTarget() != bundle.getLinkedTarget())
            throw HostError(bundle.getFullPathName().toStdString() + ": the copy of this plugin that is installed as " +
                            other.getFullPathName().toStdString() + " would run instead");
}
} // namespace

PluginLoader::~PluginLoader()
{
    if (temporaryFolder != juce::File())
        temporaryFolder.deleteRecursively(false);
}

std::unique_ptr<juce::AudioPluginInstance> PluginLoader::open(const std::string& plugin, double sampleRate,
                                                              int maxBlock)
{
    const auto name = juce::String::fromUTF8(plugin.c_str());
    const bool byUri = isUri(name);
    const auto file = byUri ? juce::File() : juce::File::getCurrentWorkingDirectory().getChildFile(name);
    if (!byUri && !file.exists())
        throw HostError(plugin + ": there is no such plugin");
    if (file.hasFileExtension("vst3"))
        return openFrom(vst3, file.getFullPathName(), plugin, sampleRate, maxBlock);
    if (!byUri && !file.hasFileExtension("lv2"))
        throw HostError(plugin + ": this is neither a .vst3 nor an .lv2 plugin");

    if (lv2 == nullptr)
        lv2 = std::make_unique<juce::LV2PluginFormat>();
    return openFrom(*lv2, byUri ? name : registerBundle(file), plugin, sampleRate, maxBlock);
}

juce::String PluginLoader::registerBundle(const juce::File& bundle)
{
    if (!bundle.getChildFile("manifest.ttl").existsAsFile())
        return {};

    const auto knownUriOfBundle = [&](const juce::FileSearchPath& furtherFolders)
    {
        const auto uris = lv2->searchPathsForPlugins(furtherFolders, false, false);
        const auto* const own =
            std::find_if(uris.begin(), uris.end(), [&](const auto& uri) { return holds(bundle, uri); });
        return own != uris.end() ? *own : juce::String();
    };
    if (auto uri = knownUriOfBundle({}); uri.isNotEmpty())
    {
        requireNoOtherCopy(lv2->getDefaultLocationsToSearch(), bundle, uri);
        return uri;
    }

    // LV2 hosts scan folders for bundles: this one is linked into a folder of its own, or copied where links are not
    // possible, as on Windows.
    temporaryFolder = juce::File::createTempFile({});
    const auto only = temporaryFolder.getChildFile(bundle.getFileName());
    if (!temporaryFolder.createDirectory() || (!bundle.createSymbolicLink(only, true) && !bundle.copyDirectoryTo(only)))
        throw HostError(bundle.getFullPathName().toStdString() + ": cannot create a link to the plugin in " +
                        temporaryFolder.getFullPathName().toStdString());
    return knownUriOfBundle(juce::FileSearchPath(temporaryFolder.getFullPathName()));
}

std::unique_ptr<juce::AudioPluginInstance> PluginLoader::openFrom(juce::AudioPluginFormat& format,
                                                                  const juce::String& identifier,
                                                                  const std::string& plugin, double sampleRate,
                                                                  int maxBlock)
{
    juce::OwnedArray<juce::PluginDescription> found;
    if (identifier.isNotEmpty())
        format.findAllTypesForFile(found, identifier);

    // Only an exact match, or the library in a VST3's bundle, which is its identifier on Windows: a similar identifier
    // may belong to another plugin.
    const auto isWanted = [&](const juce::PluginDescription* type)
    {
        return type->fileOrIdentifier == identifier ||
               (!isUri(identifier) && juce::File(type->fileOrIdentifier).isAChildOf(juce::File(identifier)));
    };
    const auto* const type = std::find_if(found.begin(), found.end(), isWanted);
    if (type == found.end())
        throw HostError(
            plugin + ": " +
            (isUri(identifier) ? "no plugin with this URI is installed" : "this holds no plugin that can be loaded"));

    juce::String why;
    auto instance = format.createInstanceFromDescription(**type, sampleRate, maxBlock, why);
    if (instance == nullptr)
        throw HostError(plugin + ": the plugin cannot be opened: " + why.toStdString());
    return instance;
}

} // namespace dequantizer::host
