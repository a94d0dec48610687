#include "Plugin/Editor/EditorPanel.h"

#include <utility>

namespace dequantizer
{

namespace
{
constexpr int margin = 20;
constexpr int gutter = 28; // between the columns
constexpr int topSpace = 14;
constexpr int leftWidth = 416;
constexpr int separatorSpace = 17;
constexpr int panelTitleHeight = 30;
constexpr int holdWidth = 62;
constexpr int meterHeight = 24;
constexpr int scaleHeight = 16;
constexpr int gap = 12;
} // namespace

EditorPanel::EditorPanel(const EditorParts& parts)
    : monitor(parts.monitor), pluginStatus(parts.status), header(parts.parameters, parts.history, parts.comparison),
      controls(parts.parameters, parts.programs, parts.userPresets, parts.learning), model(parts.models),
      shares(parts.parameters),
      input("Input", "Input level, at the latency of the output: average and peak (bars), held peak (number)"),
      output("Output", "Output level: average and peak (bars), held peak (number)"),
      removed("Removed",
              "Level of what restoring removes, the restored signal minus the input: average and peak (bars), "
              "held peak (number)"),
      status(parts.load)
{
    setOpaque(true);
    chooser.onChoice = [this](EditorView chosen) { onView(chosen); };
    hold.setTitle("Hold the picture");
    hold.setTooltip("Freezes the picture; a click on it does the same");
    hold.onClick = [this] { holdPictures(hold.getToggleState()); };
    for (auto* each : views)
    {
        each->onHold = [this, each] { hold.setToggleState(each->isHeld(), juce::sendNotificationSync); };
        addChildComponent(each);
    }

    controls.onShares = [this] { showShares(!shares.isVisible()); };
    shares.onClose = [this] { showShares(false); };
    addChildComponent(shares);

    header.onTheme = [this] { onTheme(); };

    for (auto* child : std::initializer_list<juce::Component*>{&header, &controls, &model, &chooser, &hold, &input,
                                                               &output, &removed, &scale, &status})
        addAndMakeVisible(child);
    showView(EditorView::scope);
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
    spectrogram.update(monitor.feed, monitor.sampleRate());
    const auto ofInput = monitor.input.read(), ofOutput = monitor.output.read(), ofRemoved = monitor.removed.read();
    input.update(ofInput, seconds);
    output.update(ofOutput, seconds);
    removed.update(ofRemoved, seconds);
    history.update(ofInput, ofOutput, ofRemoved, monitor.feed.written(), monitor.sampleRate());
    updateBounds(seconds);
    shares.update();
    status.update();
    controls.showPreset();
    controls.update(seconds);
    header.showComparison();
}

void EditorPanel::updateBounds(double seconds)
{
    // Loading the operator takes time, so only while it is needed.
    if (!bounds.isVisible())
        return;
    if (std::exchange(isOperatorNew, false))
    {
        // The samples here are those at the session's rate.
        const auto used = pluginStatus.operatorModel();
        bounds.use(used != nullptr && used->sampleRate == monitor.sampleRate() ? used : nullptr);
    }
    bounds.update(monitor.feed, seconds);
}

void EditorPanel::showView(EditorView shown)
{
    view = shown;
    chooser.show(shown);
    showShares(false);
}

void EditorPanel::showShares(bool shouldShow)
{
    shares.setVisible(shouldShow);
    chooser.setVisible(!shouldShow);
    hold.setVisible(!shouldShow);
    for (std::size_t i = 0; i < views.size(); ++i)
        views[i]->setVisible(!shouldShow && i == static_cast<std::size_t>(view));
}

void EditorPanel::holdPictures(bool shouldHold)
{
    for (auto* each : views)
        each->setHeld(shouldHold);
}

void EditorPanel::showStatus()
{
    const auto now = pluginStatus.current();
    controls.show(now);
    model.show(now);
    status.show(now);
    isOperatorNew = true;
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
    const auto top = area.getY();
    auto titleRow = area.removeFromTop(panelTitleHeight);
    hold.setBounds(titleRow.removeFromRight(holdWidth));
    chooser.setBounds(
        titleRow.removeFromLeft(ViewChooser::width).withSizeKeepingCentre(ViewChooser::width, ViewChooser::height));
    status.setBounds(area.removeFromBottom(StatusPanel::height));
    area.removeFromBottom(gap);
    scale.setBounds(area.removeFromBottom(scaleHeight));
    for (auto* meter : {&removed, &output, &input})
        meter->setBounds(area.removeFromBottom(meterHeight));
    area.removeFromBottom(gap);
    for (auto* each : views)
        each->setBounds(area);
    shares.setBounds(area.withTop(top));
}

} // namespace dequantizer
