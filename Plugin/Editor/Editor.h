#pragma once

#include "Plugin/Editor/EditorPanel.h"
#include "Plugin/Editor/FrameTimer.h"

namespace dequantizer
{

/// The editor's window content: scales the panel to its size, and accepts models and presets by drag and drop. Its size
/// and theme are stored in the session.
class Editor final : public juce::AudioProcessorEditor, public juce::FileDragAndDropTarget, private juce::ChangeListener
{
public:
    Editor(juce::AudioProcessor& processor, const EditorParts& parts);
    ~Editor() override;

    /// Refreshes meters and scope, `seconds` >= 0 after the last call. Runs by itself while the editor is visible.
    void update(double seconds) { panel.update(seconds); }

    /// The list of presets and its menu.
    [[nodiscard]] PresetRow& presetRow() noexcept { return panel.presetRow(); }

    /// Refreshes the status, which otherwise follows the change messages of PluginStatus.
    void showStatus() { panel.showStatus(); }

    void resized() override;
    bool keyPressed(const juce::KeyPress& key) override;

    bool isInterestedInFileDrag(const juce::StringArray& files) override;
    void fileDragEnter(const juce::StringArray& files, int x, int y) override;
    void fileDragExit(const juce::StringArray& files) override;
    void filesDropped(const juce::StringArray& files, int x, int y) override;

private:
    void changeListenerCallback(juce::ChangeBroadcaster*) override { showLook(); }
    // Shows the theme and the view.
    void showLook();

    EditorAppearance& appearance;
    ModelActions& models;
    UserPresets& presets;
    ThemedLookAndFeel lookAndFeel;
    EditorPanel panel;
    juce::TooltipWindow tooltips{this};
    bool isShownLight = false;
    bool isOpen = false; // false during construction
    FrameTimer frames{*this, [this](double seconds) { update(seconds); }};
};

} // namespace dequantizer
