#pragma once

#include "Plugin/Editor/ControlPanel.h"
#include "Plugin/Editor/FocusRing.h"
#include "Plugin/Editor/HeaderBar.h"
#include "Plugin/Editor/MeterView.h"
#include "Plugin/Editor/ModelPanel.h"
#include "Plugin/Editor/ScopeView.h"
#include "Plugin/Editor/StatusPanel.h"

namespace dequantizer
{

/// All that the editor shows: controls on the left, the sound on the right, which takes what room there is. Whoever
/// shows it scales it as a picture.
class EditorPanel final : public juce::Component, private juce::ChangeListener
{
public:
    static constexpr int usualWidth = 900;
    static constexpr int usualHeight = 600;

    explicit EditorPanel(Processor& processor);
    ~EditorPanel() override;

    /// Shows the sound as it is now; `seconds` >= 0 have passed since the last call. Message thread, some 30 times a
    /// second.
    void update(double seconds);

    /// For the file that is being dragged over it: whether it would be loaded here.
    void showDrag(bool isOver);

    HeaderBar header;

    void paint(juce::Graphics& graphics) override;
    void paintOverChildren(juce::Graphics& graphics) override;
    void resized() override;

private:
    void changeListenerCallback(juce::ChangeBroadcaster*) override { showStatus(); }
    void showStatus();

    Processor& processor;
    ControlPanel controls;
    ModelPanel model;
    ThemedLabel scopeTitle;
    juce::ToggleButton hold{"Hold"};
    ScopeView scope;
    MeterView input, output, removed;
    MeterScale scale;
    StatusPanel status;
    FocusRing focusRing;
    bool isFileOver = false;
};

} // namespace dequantizer
