#pragma once

#include "Plugin/Editor/Theme.h"
#include "Plugin/Standalone/AudioOutput.h"
#include "Plugin/Standalone/Export.h"
#include "Plugin/Standalone/ExportDialog.h"
#include "Plugin/Standalone/FileOpening.h"
#include "Plugin/Standalone/TransportStrip.h"

#include <juce_data_structures/juce_data_structures.h>

#include <optional>

namespace dequantizer
{

/// Everything inside the program's window: the transport strip, and the plugin's editor below it. Holds the plugin.
class MainPanel final : public juce::Component,
                        public juce::FileDragAndDropTarget,
                        private juce::ChangeListener,
                        private juce::Timer
{
public:
    /// Takes the plugin's settings and the sound device from `settings`, which outlives this and takes them back at the
    /// end.
    explicit MainPanel(juce::PropertySet& settings);
    ~MainPanel() override;

    /// Reads the file in the background, and then shows it instead of the one before.
    void open(const juce::File& file);

    [[nodiscard]] bool isExporting() const noexcept { return exporting != nullptr; }

    /// For whoever uses the keyboard: to where they begin.
    void focusFirstControl() { strip.open.grabKeyboardFocus(); }

    /// What sizes the editor may have.
    [[nodiscard]] juce::ComponentBoundsConstrainer& editorLimits() { return *editor->getConstrainer(); }

    bool keyPressed(const juce::KeyPress& key) override;
    bool isInterestedInFileDrag(const juce::StringArray&) override { return true; }
    void filesDropped(const juce::StringArray& files, int x, int y) override;
    void paint(juce::Graphics& graphics) override;
    void resized() override;
    void childBoundsChanged(juce::Component* child) override;

private:
    void timerCallback() override;
    void changeListenerCallback(juce::ChangeBroadcaster*) override { showTheme(); }
    void showTheme();
    void take(FileOpening::Opened opened);
    void endExport();
    void showState();
    void tell(const juce::String& text, bool isError);
    [[nodiscard]] juce::String standingMessage() const;

    void togglePlaying();
    void chooseFileToOpen();
    void askForExport();
    void startExport(const juce::File& target, int bitsPerSample);
    void showAudioSettings();

    juce::PropertySet& settings;
    ThemedLookAndFeel lookAndFeel;
    std::optional<bool> isShownLight;
    Processor processor;
    Playback playback{processor};
    AudioOutput output{playback};
    std::unique_ptr<Export> exporting;
    juce::File openFile, exportTarget;
    FileOpening opening;
    ExportDialog exportDialog;
    juce::String message; // what happened last; empty if there is nothing to say of it
    bool isError = false;

    TransportStrip strip;
    std::unique_ptr<juce::AudioProcessorEditor> editor;
    std::unique_ptr<juce::FileChooser> chooser;
    bool isLayingOut = false;
};

} // namespace dequantizer
