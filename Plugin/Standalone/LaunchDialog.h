#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

#include <memory>

namespace dequantizer
{

/// Opens `content`, which has its size, in a window of its own at the centre of `around`.
inline void launchDialog(std::unique_ptr<juce::Component> content, const juce::String& title, juce::Component& around,
                         bool isResizable)
{
    juce::DialogWindow::LaunchOptions options;
    options.content.setOwned(content.release());
    options.dialogTitle = title;
    options.dialogBackgroundColour = around.findColour(juce::ResizableWindow::backgroundColourId);
    options.componentToCentreAround = &around;
    options.useNativeTitleBar = true;
    options.resizable = isResizable;
    options.launchAsync();
}

} // namespace dequantizer
