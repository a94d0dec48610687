#pragma once

#include "Plugin/State/UserPreset.h"

#include <filesystem>
#include <vector>

namespace dequantizer
{

/// The folder of the user's presets: one file NAME.dequantizer-preset each, which users may copy, share and rename.
/// Names and paths are in UTF-8. Any thread but the audio thread.
class PresetFolder
{
public:
    static constexpr auto extension = ".dequantizer-preset";

    /// The folder need not exist.
    explicit PresetFolder(std::filesystem::path presetFolder) : folder(std::move(presetFolder)) {}

    /// The folder for presets in the user's application data.
    [[nodiscard]] static std::filesystem::path defaultFolder();

    /// Sorted; an unreadable folder counts as empty.
    [[nodiscard]] std::vector<std::string> names() const;

    [[nodiscard]] bool contains(const std::string& name) const;

    /// Throws PresetError.
    [[nodiscard]] UserPreset load(const std::string& name) const;

    /// Reads a preset from any folder; the file's name is the preset's. Throws PresetError.
    [[nodiscard]] static UserPreset loadFile(const std::filesystem::path& file);

    /// Replaces a preset of the same name. Throws PresetError, also for a name that cannot be that of a file.
    void save(const UserPreset& preset) const;

    /// Replaces a file in any folder. Throws PresetError.
    static void saveFile(const UserPreset& preset, const std::filesystem::path& file);

    /// Throws PresetError, also if there is a preset named `to`.
    void rename(const std::string& from, const std::string& to) const;

    /// Throws PresetError.
    void remove(const std::string& name) const;

private:
    [[nodiscard]] std::filesystem::path pathOf(const std::string& name) const;

    std::filesystem::path folder;
};

/// Throws PresetError unless the name can be that of a file on every system.
void checkPresetName(const std::string& name);

} // namespace dequantizer
