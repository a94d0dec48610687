#pragma once

#include "Plugin/Editor/BoundsView.h"
#include "Plugin/Editor/ControlPanel.h"
#include "Plugin/Editor/EditorParts.h"
#include "Plugin/Editor/FocusRing.h"
#include "Plugin/Editor/HeaderBar.h"
#include "Plugin/Editor/HistoryView.h"
#include "Plugin/Editor/MeterView.h"
#include "Plugin/Editor/ModelPanel.h"
#include "Plugin/Editor/ScopeView.h"
#include "Plugin/Editor/SharesPanel.h"
#include "Plugin/Editor/SpectrogramView.h"
#include "Plugin/Editor/SpectrumView.h"
#include "Plugin/Editor/StatusPanel.h"
#include "Plugin/Editor/ViewChooser.h"

namespace dequantizer
{

/// The content of the editor: controls on the left; a picture of the signal and meters on the right, which take the
/// remaining width.
class EditorPanel final : public juce::Component, private juce::ChangeListener
{
public:
    static constexpr int defaultWidth = 900;
    static constexpr int defaultHeight = 600;

    explicit EditorPanel(const EditorParts& parts);
    ~EditorPanel() override;

    /// Refreshes meters and picture, `seconds` >= 0 after the last call.
    void update(double seconds);

    /// Refreshes the status.
    void showStatus();

    [[nodiscard]] PresetRow& presetRow() noexcept { return controls.presetRow(); }

    /// Shows whether a dragged file would be loaded.
    void showDrag(bool isOver);

    void undo() { header.undo(); }
    void redo() { header.redo(); }
    void toggleSetting() { header.toggleSetting(); }

    /// Updates the theme button, see HeaderBar.
    void showTheme(bool isLight) { header.showTheme(isLight); }

    /// Called when the theme button is pressed.
    std::function<void()> onTheme;

    /// Shows one of the pictures of the signal.
    void showView(EditorView view);
    [[nodiscard]] EditorView shownView() const noexcept { return view; }

    /// Called when the user chooses a picture.
    std::function<void(EditorView)> onView;

    void paint(juce::Graphics& graphics) override;
    void paintOverChildren(juce::Graphics& graphics) override;
    void resized() override;

private:
    void changeListenerCallback(juce::ChangeBroadcaster*) override { showStatus(); }
    void holdPictures(bool shouldHold);
    void showShares(bool shouldShow);
    void updateBounds(double seconds);

    Monitor& monitor;
    PluginStatus& pluginStatus;
    HeaderBar header;
    ControlPanel controls;
    ModelPanel model;
    ViewChooser chooser;
    juce::ToggleButton hold{"Hold"};
    ScopeView scope;
    SpectrumView spectrum;
    SpectrogramView spectrogram;
    HistoryView history;
    BoundsView bounds;
    const std::array<SignalView*, editorViewCount> views{&scope, &spectrum, &spectrogram, &history,
                                                         &bounds}; // in the order of EditorView
    SharesPanel shares;                                            // in place of the picture
    MeterView input, output, removed;
    MeterScale scale;
    StatusPanel status;
    FocusRing focusRing;
    EditorView view = EditorView::scope; // while the shares are hidden
    bool isFileOver = false;
    bool isOperatorNew = true; // to the bounds
};

} // namespace dequantizer
