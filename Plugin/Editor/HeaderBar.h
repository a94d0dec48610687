#pragma once

#include "Plugin/Editor/ParameterControls.h"
#include "Plugin/State/Comparison.h"
#include "Plugin/State/EditHistory.h"

#include <functional>

namespace dequantizer
{

/// The top of the editor: title, comparison of two settings, and of input and restored signal, undo and redo, theme.
class HeaderBar final : public juce::Component, private juce::ChangeListener
{
public:
    static constexpr int height = 58;

    HeaderBar(juce::AudioProcessorValueTreeState& parameters, EditHistory& history, Comparison& compared);
    ~HeaderBar() override;

    void undo();
    void redo();
    void toggleSetting();

    /// Shows which of the compared settings is in use.
    void showComparison();

    /// Lets the theme button offer the other theme.
    void showTheme(bool isLight);

    /// Called when the theme button is pressed.
    std::function<void()> onTheme;

    void paint(juce::Graphics& graphics) override;
    void resized() override;

private:
    void changeListenerCallback(juce::ChangeBroadcaster*) override { showHistory(); }
    void showHistory();

    EditHistory& edits;
    Comparison& comparison;
    ThemedLabel title, subtitle;
    juce::TextButton toggleButton, copyButton;
    bool isShownB = false;
    juce::TextButton input{"Input"}, restored{"Restored"};
    juce::ParameterAttachment bypass;
    Switch matchLevel;
    juce::TextButton undoButton{"Undo"}, redoButton{"Redo"}, themeButton;
};

} // namespace dequantizer
