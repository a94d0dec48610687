#pragma once

#include "Plugin/State/EditorLook.h"

#include <juce_gui_basics/juce_gui_basics.h>

#include <array>
#include <functional>

namespace dequantizer
{

/// Buttons of which one is down, to choose the picture of the signal.
class ViewChooser final : public juce::Component
{
public:
    /// Pixels; the width that the names need.
    static constexpr int width = 352, height = 24;

    ViewChooser();

    /// Shows which view is chosen.
    void show(EditorView view);

    /// Called when the user chooses another view.
    std::function<void(EditorView)> onChoice;

    void resized() override;

private:
    std::array<juce::TextButton, editorViewCount> buttons;
    EditorView shown = EditorView::scope;
};

} // namespace dequantizer
