#include "Plugin/Editor/PresetRow.h"

namespace dequantizer
{

namespace
{
constexpr int presetBoxHeight = 24;
constexpr int presetMenuWidth = 32;
constexpr int presetGap = 4;
constexpr int firstUserItem = 1000;

juce::String presetText(const std::string& utf8)
{
    return juce::String::fromUTF8(utf8.c_str());
}
} // namespace

PresetRow::PresetRow(Programs& factory, UserPresets& ofUser)
    : programs(factory), presets(ofUser), name(15.0f, textColour)
{
    name.setText("Preset", juce::dontSendNotification);
    name.setAccessible(false);
    choice.setTitle("Preset");
    choice.setTooltip("Sets all controls for a typical use; a star means that a control has changed since");
    choice.onPopup = [this] { updateItems(); };
    choice.onChange = [this] { choose(); };
    menu.setTitle("Manage your presets");
    menu.setTooltip("Saves, renames, deletes, imports and exports your presets");
    menu.onClick = [this] { showMenu(); };

    nameField.setTitle("Name of the preset");
    nameField.setTooltip("The name of the preset: Return accepts it, Escape cancels");
    nameField.setSelectAllWhenFocused(true);
    nameField.onReturnKey = [this] { finishName(true); };
    nameField.onEscapeKey = [this] { finishName(false); };
    nameField.onFocusLost = [this] { finishName(false); };

    for (auto* child : std::initializer_list<juce::Component*>{&name, &choice, &menu})
        addAndMakeVisible(child);
    addChildComponent(nameField);
    updateItems();
}

void PresetRow::updateItems()
{
    choice.clear(juce::dontSendNotification);
    itemShown = 0;
    for (int i = 0; i < programs.count(); ++i)
        choice.addItem(programs.name(i), i + 1);
    names.clear();
    for (const auto& each : presets.names())
        names.add(presetText(each));
    if (!names.isEmpty())
        choice.addSectionHeading("Yours");
    for (int i = 0; i < names.size(); ++i)
        choice.addItem(names[i], firstUserItem + i);
    showPreset();
}

void PresetRow::showPreset()
{
    // Nothing is selected in a modified preset, so that it can be chosen again.
    choice.setTextWhenNothingSelected(programs.currentName() + " *");
    const auto user = presets.current();
    const int index = names.indexOf(presetText(user));
    const int item = user.empty() ? programs.current() + 1 : index >= 0 ? firstUserItem + index : 0;
    // Not again, since the user may just have chosen another one, of which the box has not told yet.
    if (const int shown = presets.isModified() ? 0 : item; shown != itemShown)
    {
        itemShown = shown;
        choice.setSelectedId(shown, juce::dontSendNotification);
    }
}

void PresetRow::choose()
{
    const int item = choice.getSelectedId();
    itemShown = item;
    if (item >= firstUserItem)
        presets.choose(names[item - firstUserItem].toStdString());
    else
        programs.choose(item - 1);
    showPreset();
}

void PresetRow::showMenu()
{
    const bool isUsers = !presets.current().empty();
    const auto own = juce::String(" \"") + presetText(presets.current()) + "\"";
    const auto id = [](Action action) { return static_cast<int>(action); };
    juce::PopupMenu items;
    items.addItem(id(Action::save), "Save" + (isUsers ? own : juce::String()), isUsers && presets.isModified());
    items.addItem(id(Action::saveAs), "Save as...");
    items.addItem(id(Action::rename), "Rename" + (isUsers ? own : juce::String()) + "...", isUsers);
    items.addItem(id(Action::remove), "Delete" + (isUsers ? own : juce::String()), isUsers);
    items.addSeparator();
    items.addItem(id(Action::importFile), "Import a file...");
    items.addItem(id(Action::exportFile), "Export to a file...");
    items.showMenuAsync(juce::PopupMenu::Options().withTargetComponent(menu),
                        [row = juce::Component::SafePointer<PresetRow>(this)](int chosen)
                        {
                            if (row != nullptr && chosen != 0)
                                row->perform(static_cast<Action>(chosen));
                        });
}

void PresetRow::perform(Action action)
{
    switch (action)
    {
    case Action::save:
        presets.save();
        break;
    case Action::saveAs:
    case Action::rename:
        askForName(action);
        break;
    case Action::remove:
        presets.remove();
        break;
    case Action::importFile:
    case Action::exportFile:
        chooseFile(action);
        break;
    }
    updateItems();
}

void PresetRow::askForName(Action action)
{
    asking = action;
    nameField.setText(presetText(presets.current()), juce::dontSendNotification);
    nameField.setVisible(true);
    choice.setVisible(false);
    nameField.grabKeyboardFocus();
}

void PresetRow::finishName(bool isAccepted)
{
    // Hiding the field takes its focus, which calls this again.
    if (!nameField.isVisible())
        return;
    const auto text = nameField.getText().trim().toStdString();
    choice.setVisible(true);
    nameField.setVisible(false);
    if (!isAccepted)
        return;
    if (asking == Action::rename)
        presets.rename(text);
    else
        presets.saveAs(text);
    updateItems();
}

void PresetRow::chooseFile(Action action)
{
    const bool isImport = action == Action::importFile;
    const auto extension = juce::String(PresetFolder::extension);
    const auto suggested = juce::File::getSpecialLocation(juce::File::userDocumentsDirectory)
                               .getChildFile(programs.currentName().replaceCharacter(':', ',') + extension);
    chooser = std::make_unique<juce::FileChooser>(isImport ? "Import a preset" : "Export the settings as a preset",
                                                  isImport ? juce::File() : suggested, "*" + extension);
    constexpr int open = juce::FileBrowserComponent::openMode | juce::FileBrowserComponent::canSelectFiles;
    constexpr int save = juce::FileBrowserComponent::saveMode | juce::FileBrowserComponent::canSelectFiles |
                         juce::FileBrowserComponent::warnAboutOverwriting;
    // The host may close the editor before a file is chosen.
    chooser->launchAsync(
        isImport ? open : save,
        [row = juce::Component::SafePointer<PresetRow>(this), isImport, extension](const juce::FileChooser& answer)
        {
            const auto file = answer.getResult();
            if (row == nullptr || file == juce::File())
                return;
            if (isImport)
                row->presets.importFile(file.getFullPathName().toStdString());
            else
                row->exportTo(file);
            row->updateItems();
        });
}

void PresetRow::exportTo(const juce::File& chosen)
{
    const juce::String extension(PresetFolder::extension);
    const auto write = [this](const juce::File& file) { presets.exportFile(file.getFullPathName().toStdString()); };
    if (chosen.hasFileExtension(extension))
        return write(chosen);
    // Any other extension is part of the name. The dialog has not asked about the whole name.
    const auto file = chosen.getSiblingFile(chosen.getFileName() + extension);
    if (!file.exists())
        return write(file);
    juce::AlertWindow::showOkCancelBox(
        juce::MessageBoxIconType::WarningIcon, "Export the settings as a preset",
        file.getFileName() + " already exists. Replace it?", "Replace", "Cancel", this,
        juce::ModalCallbackFunction::create(
            [row = juce::Component::SafePointer<PresetRow>(this), write, file](int button)
            {
                if (row != nullptr && button == 1)
                    write(file);
            }));
}

void PresetRow::lookAndFeelChanged()
{
    // When an editor closes, the theme is removed before the components.
    if (getLookAndFeel().isColourSpecified(quietTextColour))
        nameField.setTextToShowWhenEmpty("Name of the preset", findColour(quietTextColour));
}

void PresetRow::resized()
{
    auto area = getLocalBounds();
    name.setBounds(area.removeFromLeft(rowNameWidth));
    area.removeFromLeft(sliderInset);
    area = area.withSizeKeepingCentre(area.getWidth(), presetBoxHeight);
    menu.setBounds(area.removeFromRight(presetMenuWidth));
    area.removeFromRight(presetGap);
    choice.setBounds(area);
    nameField.setBounds(area);
}

} // namespace dequantizer
