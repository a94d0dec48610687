#include "Plugin/Editor/HeaderBar.h"

#include "Plugin/State/Parameters.h"

namespace dequantizer
{

namespace
{
constexpr int margin = 20;
constexpr int buttonHeight = 26;
constexpr int segmentWidth = 80;
constexpr int matchWidth = 110;
constexpr int buttonWidth = 54;
constexpr int settingWidth = 76;
constexpr int gap = 12;
constexpr int comparisonGroup = 1;
} // namespace

HeaderBar::HeaderBar(juce::AudioProcessorValueTreeState& parameters, EditHistory& history, Comparison& compared)
    : edits(history), comparison(compared), title(22.0f, textColour), subtitle(13.0f, quietTextColour),
      bypass(
          *parameters.getParameter(parameter::bypass),
          [this](float value)
          {
              input.setToggleState(value >= 0.5f, juce::dontSendNotification);
              restored.setToggleState(value < 0.5f, juce::dontSendNotification);
          },
          nullptr),
      matchLevel(parameters, parameter::matchLevel, "Match level",
                 "Matches the output's loudness to the input's, so that you compare the sound and not the level")
{
    setOpaque(true);
    title.setText("Dequantizer", juce::dontSendNotification);
    title.setFont(title.getFont().boldened());
    subtitle.setText("Restores audio stored with few bits", juce::dontSendNotification);

    input.setTitle("Listen to the input");
    input.setTooltip("Bypass: passes the input through unchanged, at the same latency");
    restored.setTitle("Listen to the restored audio");
    restored.setTooltip("Outputs the restored audio");
    input.setConnectedEdges(juce::Button::ConnectedOnRight);
    restored.setConnectedEdges(juce::Button::ConnectedOnLeft);
    for (auto* button : {&input, &restored})
    {
        button->setRadioGroupId(comparisonGroup, juce::dontSendNotification);
        button->setClickingTogglesState(true);
        button->onClick = [this] { bypass.setValueAsCompleteGesture(input.getToggleState() ? 1.0f : 0.0f); };
    }
    bypass.sendInitialUpdate();

    toggleButton.setTooltip("Switches between two complete settings, A and B, to compare them (Ctrl+B)");
    toggleButton.onClick = [this] { toggleSetting(); };
    copyButton.setTooltip("Makes the other setting equal to the one in use");
    copyButton.onClick = [this] { comparison.copyToOther(); };

    undoButton.setTitle("Undo");
    undoButton.setTooltip("Undoes the last change (Ctrl+Z)");
    undoButton.onClick = [this] { undo(); };
    redoButton.setTitle("Redo");
    redoButton.setTooltip("Redoes the change that was undone last (Ctrl+Shift+Z)");
    redoButton.onClick = [this] { redo(); };
    themeButton.setTooltip("Switches between the dark and the light theme; the session stores the choice");
    themeButton.onClick = [this] { onTheme(); };

    for (auto* child :
         std::initializer_list<juce::Component*>{&title, &subtitle, &toggleButton, &copyButton, &input, &restored,
                                                 &matchLevel, &undoButton, &redoButton, &themeButton})
        addAndMakeVisible(child);
    showTheme(false);
    edits.changes().addChangeListener(this);
    showHistory();
    isShownB = !comparison.sides().isB;
    showComparison();
}

HeaderBar::~HeaderBar()
{
    edits.changes().removeChangeListener(this);
}

void HeaderBar::undo()
{
    edits.undo();
}

void HeaderBar::redo()
{
    edits.redo();
}

void HeaderBar::toggleSetting()
{
    comparison.toggle();
    showComparison();
}

void HeaderBar::showHistory()
{
    undoButton.setEnabled(edits.canUndo());
    redoButton.setEnabled(edits.canRedo());
}

void HeaderBar::showComparison()
{
    const bool isB = comparison.sides().isB;
    if (isB == isShownB)
        return;
    isShownB = isB;
    const juce::String inUse = isB ? "B" : "A", other = isB ? "A" : "B";
    toggleButton.setButtonText("Setting " + inUse);
    toggleButton.setTitle("Setting " + inUse + " is in use, switch to " + other);
    copyButton.setButtonText("Copy to " + other);
    copyButton.setTitle("Copy the setting to " + other);
}

void HeaderBar::showTheme(bool isLight)
{
    themeButton.setButtonText(isLight ? "Dark" : "Light");
    themeButton.setTitle(isLight ? "Dark theme" : "Light theme");
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
    row.removeFromRight(gap);
    copyButton.setBounds(row.removeFromRight(settingWidth));
    row.removeFromRight(gap / 3);
    toggleButton.setBounds(row.removeFromRight(settingWidth));
    row.removeFromRight(gap);

    auto words = area.withRight(row.getRight()).reduced(0, 8);
    title.setBounds(words.removeFromTop(26));
    subtitle.setBounds(words);
}

} // namespace dequantizer
