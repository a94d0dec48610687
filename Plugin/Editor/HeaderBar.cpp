#include "Plugin/Editor/HeaderBar.h"

namespace dequantizer
{

namespace
{
constexpr int margin = 20;
constexpr int buttonHeight = 26;
constexpr int segmentWidth = 80;
constexpr int matchWidth = 110;
constexpr int buttonWidth = 54;
constexpr int gap = 12;
constexpr int comparisonGroup = 1;
} // namespace

HeaderBar::HeaderBar(Processor& processorToControl)
    : processor(processorToControl), title(22.0f, textColour), subtitle(13.0f, quietTextColour),
      bypass(
          *processor.parameters.getParameter(parameter::bypass),
          [this](float value)
          {
              input.setToggleState(value >= 0.5f, juce::dontSendNotification);
              restored.setToggleState(value < 0.5f, juce::dontSendNotification);
          },
          nullptr),
      matchLevel(processor.parameters, parameter::matchLevel, "Match level",
                 "Brings the output to the input's loudness, so that only the sound is compared")
{
    setOpaque(true);
    title.setText("Dequantizer", juce::dontSendNotification);
    title.setFont(title.getFont().boldened());
    subtitle.setText("Restores sound that was stored with few bits per sample", juce::dontSendNotification);

    input.setTitle("Hear the input");
    input.setTooltip("Bypass: lets the input through unchanged, at the same latency");
    restored.setTitle("Hear the restored sound");
    restored.setTooltip("Lets the restored sound through");
    input.setConnectedEdges(juce::Button::ConnectedOnRight);
    restored.setConnectedEdges(juce::Button::ConnectedOnLeft);
    for (auto* button : {&input, &restored})
    {
        button->setRadioGroupId(comparisonGroup, juce::dontSendNotification);
        button->setClickingTogglesState(true);
        button->onClick = [this] { bypass.setValueAsCompleteGesture(input.getToggleState() ? 1.0f : 0.0f); };
    }
    bypass.sendInitialUpdate();

    undoButton.setTitle("Undo");
    undoButton.setTooltip("Takes back the last change (Ctrl+Z)");
    undoButton.onClick = [this] { undo(); };
    redoButton.setTitle("Redo");
    redoButton.setTooltip("Makes the change again that was taken back (Ctrl+Shift+Z)");
    redoButton.onClick = [this] { redo(); };
    themeButton.onClick = [this] { onTheme(); };

    for (auto* child : std::initializer_list<juce::Component*>{&title, &subtitle, &input, &restored, &matchLevel,
                                                               &undoButton, &redoButton, &themeButton})
        addAndMakeVisible(child);
    showTheme(false);
    processor.history.changes().addChangeListener(this);
    showHistory();
}

HeaderBar::~HeaderBar()
{
    processor.history.changes().removeChangeListener(this);
}

void HeaderBar::undo()
{
    processor.history.undo();
}

void HeaderBar::redo()
{
    processor.history.redo();
}

void HeaderBar::showHistory()
{
    undoButton.setEnabled(processor.history.canUndo());
    redoButton.setEnabled(processor.history.canRedo());
}

void HeaderBar::showTheme(bool isLight)
{
    themeButton.setButtonText(isLight ? "Dark" : "Light");
    themeButton.setTitle(isLight ? "Dark colours" : "Light colours");
    themeButton.setTooltip(isLight ? "Light on dark, kept with the session" : "Dark on light, kept with the session");
}

void HeaderBar::paint(juce::Graphics& graphics)
{
    graphics.fillAll(findColour(headerColour));
}

void HeaderBar::resized()
{
    auto area = getLocalBounds().reduced(margin, 0);
    auto row = area.withSizeKeepingCentre(area.getWidth(), buttonHeight);
    themeButton.setBounds(row.removeFromRight(buttonWidth));
    row.removeFromRight(gap);
    redoButton.setBounds(row.removeFromRight(buttonWidth));
    row.removeFromRight(gap / 3);
    undoButton.setBounds(row.removeFromRight(buttonWidth));
    row.removeFromRight(gap);
    matchLevel.setBounds(row.removeFromRight(matchWidth));
    row.removeFromRight(gap);
    restored.setBounds(row.removeFromRight(segmentWidth));
    input.setBounds(row.removeFromRight(segmentWidth));

    auto words = area.withRight(row.getRight()).reduced(0, 8);
    title.setBounds(words.removeFromTop(26));
    subtitle.setBounds(words);
}

} // namespace dequantizer
