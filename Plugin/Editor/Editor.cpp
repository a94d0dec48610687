#include "Plugin/Editor/Editor.h"

#include <algorithm>

namespace dequantizer
{

namespace
{
constexpr double smallestScale = 0.75, largestScale = 3.0;

int scaled(int length, double scale)
{
    return juce::roundToInt(length * scale);
}

bool isModelFile(const juce::String& path)
{
    return path.endsWithIgnoreCase(".safetensors");
}
} // namespace

Editor::Editor(Processor& processorToEdit)
    : AudioProcessorEditor(processorToEdit), edited(processorToEdit), panel(processorToEdit)
{
    isShownLight = edited.editorLook().isLight != 0;
    lookAndFeel.use(isShownLight ? lightTheme() : darkTheme());
    addAndMakeVisible(panel);
    setLookAndFeel(&lookAndFeel); // after the panel was added, which is told so
    panel.header.showTheme(isShownLight);
    panel.header.onTheme = [this]
    {
        auto look = edited.editorLook();
        look.isLight = isShownLight ? 0 : 1;
        edited.setEditorLook(look);
        showTheme();
    };
    edited.addChangeListener(this);

    constexpr int width = EditorPanel::usualWidth, height = EditorPanel::usualHeight;
    setResizable(true, true);
    setResizeLimits(scaled(width, smallestScale), scaled(height, smallestScale), scaled(width, largestScale),
                    scaled(height, largestScale));
    const auto look = edited.editorLook();
    const auto within = [](int length, int usual)
    { return length == 0 ? usual : std::clamp(length, scaled(usual, smallestScale), scaled(usual, largestScale)); };
    setSize(within(look.width, width), within(look.height, height));
    isOpened = true;
}

Editor::~Editor()
{
    edited.removeChangeListener(this);
    setLookAndFeel(nullptr);
}

void Editor::resized()
{
    const float across = static_cast<float>(getWidth()) / static_cast<float>(EditorPanel::usualWidth);
    const float down = static_cast<float>(getHeight()) / static_cast<float>(EditorPanel::usualHeight);
    const float scale = std::min(across, down);
    if (scale <= 0.0f)
        return;
    panel.setTransform(juce::AffineTransform::scale(scale));
    panel.setSize(juce::roundToInt(static_cast<float>(getWidth()) / scale),
                  juce::roundToInt(static_cast<float>(getHeight()) / scale));
    if (!isOpened)
        return; // a session whose editor only was opened stays as it was
    auto look = edited.editorLook();
    look.width = static_cast<std::uint16_t>(getWidth());
    look.height = static_cast<std::uint16_t>(getHeight());
    edited.setEditorLook(look);
}

void Editor::showTheme()
{
    const bool isLight = edited.editorLook().isLight != 0;
    if (isLight == isShownLight)
        return;
    isShownLight = isLight;
    lookAndFeel.use(isLight ? lightTheme() : darkTheme());
    panel.header.showTheme(isLight);
    sendLookAndFeelChange();
    repaint();
}

bool Editor::keyPressed(const juce::KeyPress& key)
{
    using juce::ModifierKeys;
    constexpr int again = ModifierKeys::commandModifier | ModifierKeys::shiftModifier;
    if (key == juce::KeyPress('z', ModifierKeys::commandModifier, 0))
        panel.header.undo();
    else if (key == juce::KeyPress('z', again, 0) || key == juce::KeyPress('y', ModifierKeys::commandModifier, 0))
        panel.header.redo();
    else
        return false;
    return true;
}

bool Editor::isInterestedInFileDrag(const juce::StringArray& files)
{
    return std::any_of(files.begin(), files.end(), isModelFile);
}

void Editor::fileDragEnter(const juce::StringArray&, int, int)
{
    panel.showDrag(true);
}

void Editor::fileDragExit(const juce::StringArray&)
{
    panel.showDrag(false);
}

void Editor::filesDropped(const juce::StringArray& files, int, int)
{
    panel.showDrag(false);
    const auto* const file = std::find_if(files.begin(), files.end(), isModelFile);
    if (file == files.end())
        return;
    edited.loadModel(file->toStdString());
}

} // namespace dequantizer
