#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

#include <functional>
#include <memory>

namespace dequantizer
{

/// The file of an export, derived from the name that the user chose.
struct ExportTarget
{
    juce::File file;    ///< with the format's extension, which is added if the name has no sound file's extension
    bool isRenamed;     ///< whether it differs from the chosen name, so replacing it is not confirmed yet
    juce::String error; ///< why it cannot be written, in one sentence; empty if it can
};

/// `extension` includes the dot. `openFile` must not be replaced.
[[nodiscard]] ExportTarget exportTargetFor(const juce::File& chosen, const juce::String& extension,
                                           const juce::File& openFile);

/// Asks for the format and the name of an export. Message thread.
class ExportDialog
{
public:
    /// Called with the file to write and its bits per sample.
    std::function<void(const juce::File&, int)> onChosen;

    /// Called with the reason, in one sentence, if the chosen file cannot be written.
    std::function<void(const juce::String&)> onRefused;

    /// Opens a menu of formats at `target`, then a file dialog. The user may cancel either.
    void ask(const juce::File& openFile, juce::Component& target);

private:
    void askForName(const juce::String& extension, int bitsPerSample);
    void accept(const juce::File& chosen, const juce::String& extension, int bitsPerSample);

    juce::File source;
    std::unique_ptr<juce::FileChooser> chooser;
    JUCE_DECLARE_WEAK_REFERENCEABLE(ExportDialog)
};

} // namespace dequantizer
