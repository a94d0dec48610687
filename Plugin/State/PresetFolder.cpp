#include "Plugin/State/PresetFolder.h"

#include "Files/AtomicFile.h"
#include "Files/FileError.h"
#include "Files/Utf8Path.h"
#include "Model/ModelError.h"
#include "Model/ReadWholeFile.h"

#include <juce_core/juce_core.h>

#include <algorithm>
#include <system_error>

namespace dequantizer
{

namespace
{
PresetError failed(const std::string& what, const std::string& name, const std::string& why)
{
    return PresetError("The preset \"" + name + "\" cannot be " + what + ": " + why + ".");
}
} // namespace

std::filesystem::path PresetFolder::defaultFolder()
{
    const auto settings = juce::File::getSpecialLocation(juce::File::userApplicationDataDirectory);
    return pathFromUtf8(settings.getChildFile("Dequantizer").getChildFile("Presets").getFullPathName().toStdString());
}

std::filesystem::path PresetFolder::pathOf(const std::string& name) const
{
    return folder / pathFromUtf8(name + extension);
}

std::vector<std::string> PresetFolder::names() const
{
    std::vector<std::string> found;
    std::error_code error;
    // Not a range-based for loop, which throws if reading fails halfway.
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (entry->path().extension() == extension)
            found.push_back(utf8FromPath(entry->path().stem()));
    std::sort(found.begin(), found.end());
    return found;
}

bool PresetFolder::contains(const std::string& name) const
{
    std::error_code ignored;
    return std::filesystem::exists(pathOf(name), ignored);
}

UserPreset PresetFolder::load(const std::string& name) const
{
    checkPresetName(name);
    return loadFile(pathOf(name));
}

UserPreset PresetFolder::loadFile(const std::filesystem::path& file)
{
    const auto name = utf8FromPath(file.stem());
    std::string bytes;
    try
    {
        bytes = readWholeFile(file, maxPresetBytes);
    }
    catch (const ModelError& error)
    {
        throw failed("read", name, error.what());
    }
    return parsePreset(name, bytes);
}

void PresetFolder::save(const UserPreset& preset) const
{
    checkPresetName(preset.name);
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw failed("saved", preset.name, error.message());
    saveFile(preset, pathOf(preset.name));
}

void PresetFolder::saveFile(const UserPreset& preset, const std::filesystem::path& file)
{
    try
    {
        replaceFile(file, encodePreset(preset));
    }
    catch (const FileError& error)
    {
        throw failed("saved", preset.name, error.what());
    }
}

void PresetFolder::rename(const std::string& from, const std::string& to) const
{
    checkPresetName(from);
    checkPresetName(to);
    if (contains(to))
        throw failed("renamed", from, "there is already one named \"" + to + "\"");
    std::error_code error;
    std::filesystem::rename(pathOf(from), pathOf(to), error);
    if (error)
        throw failed("renamed", from, error.message());
}

void PresetFolder::remove(const std::string& name) const
{
    checkPresetName(name);
    std::error_code error;
    if (!std::filesystem::remove(pathOf(name), error))
        throw failed("deleted", name, error ? error.message() : "there is no such file");
}

void checkPresetName(const std::string& name)
{
    // Those of all common file systems.
    constexpr std::string_view forbidden = "/\\:*?\"<>|";
    constexpr std::size_t maxBytes = 200;
    const auto isForbidden = [&](char letter)
    { return forbidden.find(letter) != std::string_view::npos || static_cast<unsigned char>(letter) < ' '; };
    if (name.empty())
        throw PresetError("A preset needs a name.");
    if (name.size() > maxBytes)
        throw PresetError("The name of the preset is too long.");
    if (name.front() == '.' || name.front() == ' ' || name.back() == '.' || name.back() == ' ')
        throw PresetError("The name of a preset must not begin or end with a point or a space.");
    if (std::any_of(name.begin(), name.end(), isForbidden))
        throw PresetError("The name of a preset must not contain any of / \\ : * ? \" < > |.");
}

} // namespace dequantizer
