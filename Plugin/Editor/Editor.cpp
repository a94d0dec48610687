#include "Plugin/Editor/Editor.h"

#include <algorithm>

namespace dequantizer
{

namespace
{
constexpr double minScale = 0.75, maxScale = 3.0;

int scaled(int length, double scale)
{
    return juce::roundToInt(length * scale);
}

bool isModelFile(const juce::String& path)
{
    return path.endsWithIgnoreCase(".safetensors");
}

bool isPresetFile(const juce::String& path)
{
    return path.endsWithIgnoreCase(PresetFolder::extension);
}

bool isAcceptedFile(const juce::String& path)
{
    return isModelFile(path) || isPresetFile(path);
}
} // namespace

Editor::Editor(juce::AudioProcessor& edited, const EditorParts& parts)
    : AudioProcessorEditor(edited), appearance(parts.appearance), models(parts.models), presets(parts.userPresets),
      panel(parts)
{
    isShownLight = appearance.look().isLight != 0;
    lookAndFeel.use(isShownLight ? lightTheme() : darkTheme());
    addAndMakeVisible(panel);
    setLookAndFeel(&lookAndFeel); // after adding the panel, so that it is notified
    panel.showTheme(isShownLight);
    panel.showView(appearance.look().view);
    panel.onView = [this](EditorView view)
    {
        auto look = appearance.look();
        look.view = view;
        appearance.setLook(look);
        panel.showView(view);
    };
    panel.onTheme = [this]
    {
        auto look = appearance.look();
        look.isLight = isShownLight ? 0 : 1;
        appearance.setLook(look);
        showLook();
    };
    appearance.addChangeListener(this);

    constexpr int width = EditorPanel::defaultWidth, height = EditorPanel::defaultHeight;
    setResizable(true, true);
    setResizeLimits(scaled(width, minScale), scaled(height, minScale), scaled(width, maxScale),
                    scaled(height, maxScale));
    const auto look = appearance.look();
    const auto within = [](int length, int standard)
    { return length == 0 ? standard : std::clamp(length, scaled(standard, minScale), scaled(standard, maxScale)); };
    setSize(within(look.width, width), within(look.height, height));
    isOpen = true;
}

Editor::~Editor()
{
    appearance.removeChangeListener(this);
    setLookAndFeel(nullptr);
}

void Editor::resized()
{
    const float across = static_cast<float>(getWidth()) / static_cast<float>(EditorPanel::defaultWidth);
    const float down = static_cast<float>(getHeight()) / static_cast<float>(EditorPanel::defaultHeight);
    const float scale = std::min(across, down);
    if (scale <= 0.0f)
        return;
    panel.setTransform(juce::AffineTransform::scale(scale));
    panel.setSize(juce::roundToInt(static_cast<float>(getWidth()) / scale),
                  juce::roundToInt(static_cast<float>(getHeight()) / scale));
    if (!isOpen)
        return; // opening the editor must not modify the session
    auto look = appearance.look();
    look.width = static_cast<std::uint16_t>(getWidth());
    look.height = static_cast<std::uint16_t>(getHeight());
    appearance.setLook(look);
}

void Editor::showLook()
{
    // Showing a view closes the panel of the shares.
    if (const auto view = appearance.look().view; view != panel.shownView())
        panel.showView(view);
    const bool isLight = appearance.look().isLight != 0;
    if (isLight == isShownLight)
        return;
    isShownLight = isLight;
    lookAndFeel.use(isLight ? lightTheme() : darkTheme());
    panel.showTheme(isLight);
    sendLookAndFeelChange();
    repaint();
}

bool Editor::keyPressed(const juce::KeyPress& key)
{
    using juce::ModifierKeys;
    constexpr int redoModifiers = ModifierKeys::commandModifier | ModifierKeys::shiftModifier;
    if (key == juce::KeyPress('z', ModifierKeys::commandModifier, 0))
        panel.undo();
    else if (key == juce::KeyPress('z', redoModifiers, 0) ||
             key == juce::KeyPress('y', ModifierKeys::commandModifier, 0))
        panel.redo();
    else if (key == juce::KeyPress('b', ModifierKeys::commandModifier, 0))
        panel.toggleSetting();
    else
        return false;
    return true;
}

bool Editor::isInterestedInFileDrag(const juce::StringArray& files)
{
    return std::any_of(files.begin(), files.end(), isAcceptedFile);
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
    const auto* const file = std::find_if(files.begin(), files.end(), isAcceptedFile);
    if (file == files.end())
        return;
    if (isModelFile(*file))
        models.loadFile(file->toStdString());
    else
        presets.importFile(file->toStdString());
}

} // namespace dequantizer
