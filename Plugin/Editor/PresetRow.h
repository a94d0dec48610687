#pragma once

#include "Plugin/Editor/ParameterControls.h"
#include "Plugin/State/Programs.h"
#include "Plugin/State/UserPresets.h"

namespace dequantizer
{

/// The current preset, the list of all presets, and a menu to manage the user's. A field in place of the list asks for
/// a preset's name.
class PresetRow final : public juce::Component
{
public:
    enum class Action
    {
        save = 1, ///< in the current preset of the user
        saveAs,
        rename,
        remove,
        importFile,
        exportFile
    };

    PresetRow(Programs& factory, UserPresets& ofUser);

    /// Shows the current preset, and whether the settings differ from it.
    void showPreset();

    /// What an item of the menu does.
    void perform(Action action);

    /// Exports the settings to the file, with the extension of presets after its name. Asks before it replaces a file
    /// that was not named with the extension.
    void exportTo(const juce::File& chosen);

    void resized() override;
    void lookAndFeelChanged() override;

private:
    void updateItems();
    void choose();
    void showMenu();
    void askForName(Action action);
    void finishName(bool isAccepted);
    void chooseFile(Action action);

    Programs& programs;
    UserPresets& presets;
    juce::StringArray names; // of the user's presets, in the order of the list
    int itemShown = 0;       // selected by showPreset()

    ThemedLabel name;
    RefreshedChoice choice;
    juce::TextButton menu{"..."};
    juce::TextEditor nameField;
    Action asking = Action::saveAs; // what the name is for
    std::unique_ptr<juce::FileChooser> chooser;
};

} // namespace dequantizer
