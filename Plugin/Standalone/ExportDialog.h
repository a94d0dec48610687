#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

#include <functional>
#include <memory>

namespace dequantizer
{

/// Where an export goes, for the name that was chosen.
struct ExportTarget
{
    juce::File file;            ///< with the format's extension, which is added where there is none of a sound file
    bool isOtherThanChosen;     ///< so that nobody was asked yet whether it may be replaced
    juce::String whyItCannotBe; ///< one sentence; empty if it can
};

/// `extension` with its point; `openFile` is never replaced.
[[nodiscard]] ExportTarget exportTargetFor(const juce::File& chosen, const juce::String& extension,
                                           const juce::File& openFile);

/// Asks for the format and the name of an export. The message thread's.
class ExportDialog
{
public:
    /// A file to write, with bits per sample.
    std::function<void(const juce::File&, int)> onChosen;

    /// Why what was chosen can't be, in one sentence.
    std::function<void(const juce::String&)> onRefused;

    /// Opens a menu at `target`, and goes on from there; nothing comes of it when the user leaves off.
    void ask(const juce::File& openFile, juce::Component& target);

private:
    void askForName(const juce::String& extension, int bitsPerSample);
    void take(const juce::File& chosen, const juce::String& extension, int bitsPerSample);

    juce::File source;
    std::unique_ptr<juce::FileChooser> chooser;
    JUCE_DECLARE_WEAK_REFERENCEABLE(ExportDialog)
};

} // namespace dequantizer
