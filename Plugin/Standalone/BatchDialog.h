#pragma once

#include "Plugin/Standalone/Batch.h"

#include <juce_gui_basics/juce_gui_basics.h>

#include <functional>
#include <memory>

namespace dequantizer
{

/// The files of a batch and where they go.
struct BatchFiles
{
    std::vector<SoundJob> jobs;
    juce::File outputFolder;
    std::size_t existing = 0; ///< outputs that are there already and would be replaced
    std::string error;        ///< why there is nothing to restore, in one sentence; empty if there is
};

/// Finds the sound files among `inputs`, which are files and folders with their subfolders.
[[nodiscard]] BatchFiles findBatchFiles(const juce::StringArray& inputs, const juce::File& outputFolder);

/// Whether what was dropped on the window is more than a file to open: a folder, several files, or a tracker module.
[[nodiscard]] bool isBatch(const juce::StringArray& files);

/// Asks where the restored files of a batch are to be written. Message thread.
class BatchDialog
{
public:
    ~BatchDialog();

    /// Called with the files to restore.
    std::function<void(const BatchFiles&)> onChosen;

    /// Called with the reason, in one sentence, if they cannot be restored.
    std::function<void(const juce::String&)> onRefused;

    /// Opens a dialog for the folder, starting at `folder`, looks for the files in the background, and confirms that
    /// files are replaced. The user may cancel both dialogs.
    void ask(const juce::StringArray& inputs, const juce::File& folder);

private:
    void accept(const BatchFiles& files);

    std::unique_ptr<juce::FileChooser> chooser;
    std::future<void> search;
    JUCE_DECLARE_WEAK_REFERENCEABLE(BatchDialog)
};

/// Opens a window with the reasons why files could not be restored.
void showFailures(const Batch& batch, juce::Component& around);

} // namespace dequantizer
