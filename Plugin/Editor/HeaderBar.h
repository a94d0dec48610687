#pragma once

#include "Plugin/Editor/ParameterControls.h"
#include "Plugin/Processor.h"

#include <functional>

namespace dequantizer
{

/// The top of the editor: what this is, input against restored sound, undo and redo, dark and light.
class HeaderBar final : public juce::Component, private juce::ChangeListener
{
public:
    static constexpr int height = 58;

    explicit HeaderBar(Processor& processor);
    ~HeaderBar() override;

    void undo();
    void redo();

    /// What the theme's button offers.
    void showTheme(bool isLight);

    /// When the theme's button was pressed.
    std::function<void()> onTheme;

    void paint(juce::Graphics& graphics) override;
    void resized() override;

private:
    void changeListenerCallback(juce::ChangeBroadcaster*) override { showHistory(); }
    void showHistory();

    Processor& processor;
    ThemedLabel title, subtitle;
    juce::TextButton input{"Input"}, restored{"Restored"};
    juce::ParameterAttachment bypass;
    Switch matchLevel;
    juce::TextButton undoButton{"Undo"}, redoButton{"Redo"}, themeButton;
};

} // namespace dequantizer
