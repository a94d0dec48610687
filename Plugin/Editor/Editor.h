#pragma once

#include "Plugin/Editor/EditorPanel.h"
#include "Plugin/Editor/FrameTimer.h"

namespace dequantizer
{

/// The window in the host: shows the panel, as large as it fits. Takes model files that are dropped on it. Its size and
/// theme are the processor's EditorLook, which the session keeps.
class Editor final : public juce::AudioProcessorEditor, public juce::FileDragAndDropTarget, private juce::ChangeListener
{
public:
    explicit Editor(Processor& processor);
    ~Editor() override;

    /// Shows the sound as it is now, `seconds` >= 0 after the last call; which goes on by itself while the editor can
    /// be seen.
    void update(double seconds) { panel.update(seconds); }

    void resized() override;
    bool keyPressed(const juce::KeyPress& key) override;

    bool isInterestedInFileDrag(const juce::StringArray& files) override;
    void fileDragEnter(const juce::StringArray& files, int x, int y) override;
    void fileDragExit(const juce::StringArray& files) override;
    void filesDropped(const juce::StringArray& files, int x, int y) override;

private:
    void changeListenerCallback(juce::ChangeBroadcaster*) override { showTheme(); }
    void showTheme();

    Processor& edited;
    ThemedLookAndFeel lookAndFeel;
    EditorPanel panel;
    juce::TooltipWindow tooltips{this};
    bool isShownLight = false;
    bool isOpened = false; // and not being made
    FrameTimer frames{*this, [this](double seconds) { update(seconds); }};
};

} // namespace dequantizer
