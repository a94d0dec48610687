#pragma once

#include "Plugin/Editor/Theme.h"
#include "Plugin/Standalone/Exporter.h"
#include "Plugin/Standalone/FileOpening.h"
#include "Plugin/Standalone/OpenDialog.h"
#include "Plugin/Standalone/ResultDrag.h"
#include "Plugin/Standalone/SoundDevice.h"
#include "Plugin/Standalone/TransportStrip.h"

#include <juce_data_structures/juce_data_structures.h>

#include <optional>

namespace dequantizer
{

/// The content of the program's window: the transport strip above the plugin's editor. Owns the plugin.
class MainPanel final : public juce::Component,
                        public juce::FileDragAndDropTarget,
                        private juce::ChangeListener,
                        private juce::Timer
{
public:
    /// Restores the plugin's state and the audio device from `settings`, and saves them there on destruction.
    /// `settings` must outlive this object.
    explicit MainPanel(juce::PropertySet& settings);
    ~MainPanel() override;

    /// Opens a file in the background; it replaces the current one once it is read.
    void open(const juce::File& file);

    /// Whether a file or a batch is being written.
    [[nodiscard]] bool isExporting() const noexcept { return exporter.isBusy(); }

    /// Moves the keyboard focus to the first control.
    void focusFirstControl() { strip.open.grabKeyboardFocus(); }

    /// The sizes that the editor allows.
    [[nodiscard]] juce::ComponentBoundsConstrainer& editorLimits() { return *editor->getConstrainer(); }

    bool keyPressed(const juce::KeyPress& key) override;
    bool isInterestedInFileDrag(const juce::StringArray& files) override;
    void filesDropped(const juce::StringArray& files, int x, int y) override;
    void paint(juce::Graphics& graphics) override;
    void resized() override;
    void childBoundsChanged(juce::Component* child) override;

private:
    static constexpr auto folderKey = "lastFolder";

    void timerCallback() override;
    void changeListenerCallback(juce::ChangeBroadcaster*) override { showTheme(); }
    void showTheme();
    void finishOpening(FileOpening::Result result);
    [[nodiscard]] juce::String title() const;
    void showState();
    void setMessage(const juce::String& text, bool isError);

    void setLive(bool isLive);
    void togglePlaying();
    void chooseFileToOpen() { openDialog.ask(juce::File(settings.getValue(folderKey))); }

    juce::PropertySet& settings;
    ThemedLookAndFeel lookAndFeel;
    std::optional<bool> isShownLight;
    Processor processor;
    Playback playback{processor};
    SoundDevice device{playback, processor};
    Exporter exporter{processor, *this};
    juce::File openFile;
    SoundGrid grid; // of the open file
    FileOpening opening;
    OpenDialog openDialog;
    juce::String message; // about the last action; empty if there is nothing to report
    bool isError = false;

    TransportStrip strip;
    ResultDrag resultDrag;
    std::unique_ptr<juce::AudioProcessorEditor> editor;
    bool isLayingOut = false;
};

} // namespace dequantizer
