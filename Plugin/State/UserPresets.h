#pragma once

#include "Plugin/State/ModelActions.h"
#include "Plugin/State/PresetFolder.h"
#include "Plugin/State/Programs.h"

namespace dequantizer
{

/// The user's presets: settings, and the name of the model, in files. If a request fails, nothing changes and
/// HostLink::showError() says why. Message thread, except as noted.
class UserPresets
{
public:
    /// All must outlive this object.
    UserPresets(std::filesystem::path presetFolder, juce::AudioProcessor& processor, ModelSelection& selection,
                ModelActions& actions, Programs& presets, EditHistory& history, HostLink& host);

    [[nodiscard]] std::vector<std::string> names() const { return folder.names(); }

    /// The name of the current preset; empty if a factory preset is current.
    [[nodiscard]] std::string current() const;

    /// Whether the settings differ from the current preset, be it the user's or a factory preset.
    [[nodiscard]] bool isModified() const;

    /// Applies a preset as one undoable edit. If its model is not available here, the current one stays, which
    /// HostLink::showError() says.
    void choose(const std::string& name);

    /// Saves the settings in the current preset.
    void save();

    /// Saves the settings as a new preset, which becomes current.
    void saveAs(const std::string& name);

    /// Renames the current preset.
    void rename(const std::string& name);

    /// Deletes the current preset's file; the settings stay. An undoable edit.
    void remove();

    /// Copies a file of a preset, `path` in UTF-8, to the user's presets and applies it. The name is changed if there
    /// is another preset with it.
    void importFile(const std::string& path);

    /// Writes the settings to a file of a preset, `path` in UTF-8.
    void exportFile(const std::string& path);

    /// Any thread: the preset with this name, for a session that uses it; without values if its file cannot be read.
    [[nodiscard]] std::shared_ptr<const UserPreset> stored(const std::string& name) const;

private:
    class Removal;

    [[nodiscard]] UserPreset settings(const std::string& name) const;
    void apply(std::shared_ptr<const UserPreset> preset);

    /// Calls `request`, and shows the error if it throws PresetError.
    template <typename Request>
    bool attempt(Request request);

    const PresetFolder folder;
    juce::AudioProcessor& plugin;
    ModelSelection& models;
    ModelActions& modelActions;
    Programs& programs;
    EditHistory& edits;
    HostLink& link;
};

} // namespace dequantizer
