#include "Plugin/Models/ModelLibrary.h"

#include "Files/Utf8Path.h"
#include "Model/ModelError.h"

#include <juce_core/juce_core.h>

#include <algorithm>
#include <system_error>

namespace dequantizer
{

namespace
{
constexpr auto automaticName = "Automatic";

constexpr std::size_t maxFiles = lastModelSlot - firstFolderSlot + 1;

std::vector<std::filesystem::path> modelFilesIn(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code error;
    // Not a range-based for loop, which throws if reading fails halfway.
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (entry->path().extension() == ".safetensors")
            files.push_back(entry->path());
    std::sort(files.begin(), files.end());
    return files;
}
} // namespace

ModelLibrary::ModelLibrary(std::filesystem::path folder) : userFolder(std::move(folder))
{
    rescan();
}

void ModelLibrary::rescan()
{
    auto found = modelFilesIn(userFolder);
    for (auto& file : files)
        file.exists = std::erase(found, file.path) > 0;
    for (auto& path : found)
    {
        if (files.size() < maxFiles)
        {
            files.push_back({std::move(path), true});
            continue;
        }
        const auto gone = std::find_if(files.begin(), files.end(), [](const File& file) { return !file.exists; });
        if (gone == files.end())
            return;
        *gone = {std::move(path), true};
    }
}

std::vector<ModelEntry> ModelLibrary::entries() const
{
    std::vector<ModelEntry> entries{{automaticModelSlot, automaticName}};
    for (int slot = firstShippedSlot; slot < ownModelSlot; ++slot)
        if (const auto* const shipped = shippedModelAt(slot); shipped != nullptr && currentSlot(slot) == slot)
            entries.push_back({slot, shipped->name});
    for (std::size_t i = 0; i < files.size(); ++i)
        if (files[i].exists)
            entries.push_back({firstFolderSlot + static_cast<int>(i), utf8FromPath(files[i].path.stem())});
    return entries;
}

std::string ModelLibrary::nameOf(int slot) const
{
    if (const auto* const file = fileAt(slot))
        return utf8FromPath(file->path.stem());
    if (const auto* const shipped = shippedModelAt(slot))
        return shipped->name;
    return slot == automaticModelSlot ? automaticName : std::string();
}

const ModelLibrary::File* ModelLibrary::fileAt(int slot) const noexcept
{
    const auto index = static_cast<std::size_t>(slot - firstFolderSlot);
    return slot >= firstFolderSlot && index < files.size() && files[index].exists ? &files[index] : nullptr;
}

SharedModel ModelLibrary::load(int slot) const
{
    if (const auto* const shipped = shippedModelAt(slot))
        return loadModelBytes(shipped->bytes, {});
    if (const auto* const file = fileAt(slot))
        return loadModelFile(utf8FromPath(file->path));
    return nullptr;
}

int ModelLibrary::slotOf(const std::string& path) const
{
    const auto found = std::find_if(files.begin(), files.end(),
                                    [&](const File& file) { return file.exists && utf8FromPath(file.path) == path; });
    return found != files.end() ? firstFolderSlot + static_cast<int>(found - files.begin()) : ownModelSlot;
}

std::filesystem::path ModelLibrary::defaultFolder()
{
    const auto settings = juce::File::getSpecialLocation(juce::File::userApplicationDataDirectory);
    return pathFromUtf8(settings.getChildFile("Dequantizer").getChildFile("Models").getFullPathName().toStdString());
}

} // namespace dequantizer
