#include "Plugin/Editor/ViewChooser.h"

namespace dequantizer
{

namespace
{
struct ViewButton
{
    const char *name, *title, *tooltip;
    int width; // pixels, that sum up to ViewChooser::width
};

// In the order of EditorView.
constexpr std::array<ViewButton, editorViewCount> viewButtons{{
    {"Scope", "Show the scope", "Shows the samples", 58},
    {"Spectrum", "Show the spectrum", "Shows the levels by frequency", 74},
    {"Spectrogram", "Show the spectrogram", "Shows the levels by frequency and time, before and after", 96},
    {"History", "Show the history", "Shows the levels of the last minute", 62},
    {"Bounds", "Show the bounds", "Shows what the operator takes for noise", 62},
}};

constexpr int viewGroup = 2;
} // namespace

ViewChooser::ViewChooser()
{
    for (std::size_t i = 0; i < buttons.size(); ++i)
    {
        auto& button = buttons[i];
        const auto view = static_cast<EditorView>(i);
        button.setButtonText(viewButtons[i].name);
        button.setTitle(viewButtons[i].title);
        button.setTooltip(viewButtons[i].tooltip);
        button.setConnectedEdges((i > 0 ? juce::Button::ConnectedOnLeft : 0) |
                                 (i + 1 < buttons.size() ? juce::Button::ConnectedOnRight : 0));
        button.setRadioGroupId(viewGroup, juce::dontSendNotification);
        button.setClickingTogglesState(true);
        button.onStateChange = [this, &button, view]
        {
            if (button.getToggleState() && view != shown)
                onChoice(view);
        };
        addAndMakeVisible(button);
    }
    show(shown);
}

void ViewChooser::show(EditorView view)
{
    shown = view;
    buttons[static_cast<std::size_t>(view)].setToggleState(true, juce::dontSendNotification);
}

void ViewChooser::resized()
{
    auto area = getLocalBounds();
    for (std::size_t i = 0; i < buttons.size(); ++i)
        buttons[i].setBounds(area.removeFromLeft(viewButtons[i].width));
}

} // namespace dequantizer
