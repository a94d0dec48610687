#include "Plugin/Editor.h"

#include "Plugin/Theme.h"

namespace dequantizer
{

namespace
{
constexpr double smallestScale = 0.75, largestScale = 3.0;

int scaled(int length, double scale)
{
    return juce::roundToInt(length * scale);
}
} // namespace

Editor::Editor(Processor& processorToEdit)
    : AudioProcessorEditor(processorToEdit), lookAndFeel(theme::colourScheme()), panel(processorToEdit)
{
    addAndMakeVisible(panel);
    setLookAndFeel(&lookAndFeel); // after the panel was added, which is told so

    setResizable(true, true);
    setResizeLimits(scaled(ControlPanel::designWidth, smallestScale), scaled(ControlPanel::designHeight, smallestScale),
                    scaled(ControlPanel::designWidth, largestScale), scaled(ControlPanel::designHeight, largestScale));
    getConstrainer()->setFixedAspectRatio(static_cast<double>(ControlPanel::designWidth) / ControlPanel::designHeight);
    setSize(ControlPanel::designWidth, ControlPanel::designHeight);
}

Editor::~Editor()
{
    setLookAndFeel(nullptr);
}

void Editor::resized()
{
    const auto scale = static_cast<float>(getWidth()) / static_cast<float>(ControlPanel::designWidth);
    panel.setTransform(juce::AffineTransform::scale(scale));
}

} // namespace dequantizer
