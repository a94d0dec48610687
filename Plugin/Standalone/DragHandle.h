#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

#include <functional>

namespace dequantizer
{

/// A handle by which the user drags a file to another program. The owner makes the file when the handle is pressed, see
/// onClick: the handle shows the progress, and the drag begins once the file is ready and the pointer has moved, also
/// if it moved before.
class DragHandle final : public juce::TextButton
{
public:
    enum class Stage
    {
        idle,
        preparing,
        ready
    };

    DragHandle();

    /// Called to begin the drag, while the mouse button is down.
    std::function<void()> onDrag;

    /// `fraction` 0 .. 1 of the preparation.
    void show(Stage newStage, double fraction);

    [[nodiscard]] Stage shownStage() const noexcept { return stage; }

    void mouseDown(const juce::MouseEvent& event) override;
    void mouseDrag(const juce::MouseEvent& event) override;
    void mouseUp(const juce::MouseEvent& event) override;
    void paintButton(juce::Graphics& graphics, bool isHighlighted, bool isDown) override;

private:
    void dragIfPossible();

    Stage stage = Stage::idle;
    double progress = 0.0;
    // Since the mouse was pressed on the handle:
    bool isPulled = false;   // it has moved
    bool hasDragged = false; // a drag has begun
};

} // namespace dequantizer
