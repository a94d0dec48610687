#include "Plugin/Editor/EditorPanel.h"

namespace dequantizer
{

namespace
{
constexpr int margin = 20;
constexpr int gutter = 28; // between the columns
constexpr int topSpace = 14;
constexpr int leftWidth = 416;
constexpr int separatorSpace = 17;
constexpr int titleHeight = 30;
constexpr int holdWidth = 62;
constexpr int viewButtonWidth = 76, viewButtonHeight = 24;
constexpr int viewGroup = 2;
constexpr int meterHeight = 24;
constexpr int scaleHeight = 16;
constexpr int gap = 12;
} // namespace

EditorPanel::EditorPanel(const EditorParts& parts)
    : monitor(parts.monitor), pluginStatus(parts.status), header(parts.parameters, parts.history, parts.comparison),
      controls(parts.parameters, parts.programs, parts.userPresets, parts.learning), model(parts.models),
      scopeTitle(15.0f, textColour),
      input("Input", "Input level, at the latency of the output: average and peak (bars), held peak (number)"),
      output("Output", "Output level: average and peak (bars), held peak (number)"),
      removed("Removed",
              "Level of what restoring removes, the restored signal minus the input: average and peak (bars), "
              "held peak (number)"),
      status(parts.load)
{
    setOpaque(true);
    scopeTitle.setText("First channel", juce::dontSendNotification);
    scopeTitle.setAccessible(false);
    scopeButton.setTitle("Show the scope");
    scopeButton.setTooltip("Shows the samples; the session stores the choice");
    spectrumButton.setTitle("Show the spectrum");
    spectrumButton.setTooltip("Shows the levels by frequency; the session stores the choice");
    scopeButton.setConnectedEdges(juce::Button::ConnectedOnRight);
    spectrumButton.setConnectedEdges(juce::Button::ConnectedOnLeft);
    for (auto* button : {&scopeButton, &spectrumButton})
    {
        button->setRadioGroupId(viewGroup, juce::dontSendNotification);
        button->setClickingTogglesState(true);
    }
    spectrumButton.onStateChange = [this]
    {
        if (spectrumButton.getToggleState() != spectrum.isVisible())
            onView(spectrumButton.getToggleState());
    };
    hold.setTitle("Hold the picture");
    hold.setTooltip("Freezes the scope and the spectrum");
    hold.onClick = [this]
    {
        scope.setHeld(hold.getToggleState());
        spectrum.setHeld(hold.getToggleState());
        scope.repaint();
        spectrum.repaint();
    };
    scope.onHold = [this] { hold.setToggleState(scope.isHeld(), juce::sendNotificationSync); };

    header.onTheme = [this] { onTheme(); };

    for (auto* child :
         std::initializer_list<juce::Component*>{&header, &controls, &model, &scopeTitle, &scopeButton, &spectrumButton,
                                                 &hold, &input, &output, &removed, &scale, &status})
        addAndMakeVisible(child);
    addChildComponent(scope);
    addChildComponent(spectrum);
    showSpectrum(false);
    addChildComponent(focusRing);
    setSize(defaultWidth, defaultHeight);
    pluginStatus.addChangeListener(this);
    showStatus();
}

EditorPanel::~EditorPanel()
{
    pluginStatus.removeChangeListener(this);
}

void EditorPanel::update(double seconds)
{
    monitor.watch();
    if (scope.isVisible())
        scope.update(monitor.feed, monitor.sampleRate(), seconds);
    spectrum.update(monitor.feed, monitor.sampleRate(), seconds);
    input.update(monitor.input.read(), seconds);
    output.update(monitor.output.read(), seconds);
    removed.update(monitor.removed.read(), seconds);
    status.update();
    controls.showPreset();
    controls.update(seconds);
    header.showComparison();
}

void EditorPanel::showSpectrum(bool isShown)
{
    spectrum.setVisible(isShown);
    scope.setVisible(!isShown);
    (isShown ? spectrumButton : scopeButton).setToggleState(true, juce::dontSendNotification);
}

void EditorPanel::showStatus()
{
    const auto now = pluginStatus.current();
    controls.show(now);
    model.show(now);
    status.show(now);
}

void EditorPanel::showDrag(bool isOver)
{
    isFileOver = isOver;
    repaint();
}

void EditorPanel::paint(juce::Graphics& graphics)
{
    graphics.fillAll(findColour(juce::ResizableWindow::backgroundColourId));
    graphics.setColour(findColour(outlineColour));
    graphics.fillRect(controls.getX(), controls.getBottom() + separatorSpace / 2, controls.getWidth(), 1);
}

void EditorPanel::paintOverChildren(juce::Graphics& graphics)
{
    if (!isFileOver)
        return;
    graphics.fillAll(findColour(juce::ResizableWindow::backgroundColourId).withAlpha(0.85f));
    graphics.setColour(findColour(accentColour));
    graphics.drawRect(getLocalBounds().reduced(margin / 2), 3);
    graphics.setFont(22.0f);
    graphics.drawText("Drop the file to load it", getLocalBounds(), juce::Justification::centred);
}

void EditorPanel::resized()
{
    auto area = getLocalBounds();
    header.setBounds(area.removeFromTop(HeaderBar::height));
    area = area.reduced(margin, topSpace);

    auto left = area.removeFromLeft(leftWidth);
    controls.setBounds(left.removeFromTop(ControlPanel::height));
    left.removeFromTop(separatorSpace);
    model.setBounds(left);

    area.removeFromLeft(gutter);
    auto titleRow = area.removeFromTop(titleHeight);
    hold.setBounds(titleRow.removeFromRight(holdWidth));
    titleRow.removeFromRight(gap);
    auto views =
        titleRow.removeFromRight(2 * viewButtonWidth).withSizeKeepingCentre(2 * viewButtonWidth, viewButtonHeight);
    scopeButton.setBounds(views.removeFromLeft(viewButtonWidth));
    spectrumButton.setBounds(views);
    scopeTitle.setBounds(titleRow);
    status.setBounds(area.removeFromBottom(StatusPanel::height));
    area.removeFromBottom(gap);
    scale.setBounds(area.removeFromBottom(scaleHeight));
    for (auto* meter : {&removed, &output, &input})
        meter->setBounds(area.removeFromBottom(meterHeight));
    area.removeFromBottom(gap);
    scope.setBounds(area);
    spectrum.setBounds(area);
}

} // namespace dequantizer
