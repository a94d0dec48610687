#include "Plugin/Standalone/MainWindow.h"

namespace dequantizer
{

namespace
{
constexpr auto positionKey = "windowState";
}

MainWindow::MainWindow(const juce::String& title, juce::PropertySet& propertySet)
    : DocumentWindow(title, darkTheme().background, minimiseButton | closeButton), settings(propertySet),
      panel(new MainPanel(propertySet))
{
    setUsingNativeTitleBar(true);
    setContentOwned(panel, true);
    setConstrainer(&limits);
    setResizable(true, false);
    if (!restoreWindowStateFromString(settings.getValue(positionKey)))
        centreWithSize(getWidth(), getHeight());
    lookAndFeelChanged();
    setVisible(true);
    panel->focusFirstControl();
}

MainWindow::~MainWindow()
{
    settings.setValue(positionKey, getWindowStateAsString());
    setConstrainer(nullptr);
    clearContentComponent();
}

void MainWindow::closeButtonPressed()
{
    juce::JUCEApplicationBase::getInstance()->systemRequestedQuit();
}

bool MainWindow::keyPressed(const juce::KeyPress& key)
{
    // Keys that no focused component has handled.
    return panel->keyPressed(key) || DocumentWindow::keyPressed(key);
}

void MainWindow::lookAndFeelChanged()
{
    setBackgroundColour(findColour(backgroundColourId));
}

juce::BorderSize<int> MainWindow::aroundEditor()
{
    auto frame = juce::BorderSize<int>();
    if (const auto* const peer = getPeer())
        if (const auto native = peer->getFrameSizeIfPresent())
            frame = *native;
    const auto title = getContentComponentBorder();
    return {frame.getTop() + title.getTop() + TransportStrip::height, frame.getLeft() + title.getLeft(),
            frame.getBottom() + title.getBottom(), frame.getRight() + title.getRight()};
}

void MainWindow::Limits::checkBounds(juce::Rectangle<int>& bounds, const juce::Rectangle<int>& before,
                                     const juce::Rectangle<int>& screen, bool isStretchingTop, bool isStretchingLeft,
                                     bool isStretchingBottom, bool isStretchingRight)
{
    const auto around = window.aroundEditor();
    auto inner = around.subtractedFrom(bounds);
    window.panel->editorLimits().checkBounds(inner, around.subtractedFrom(before), screen, isStretchingTop,
                                             isStretchingLeft, isStretchingBottom, isStretchingRight);
    bounds = around.addedTo(inner);
}

} // namespace dequantizer
