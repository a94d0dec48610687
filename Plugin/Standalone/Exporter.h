#pragma once

#include "Plugin/Standalone/BatchDialog.h"
#include "Plugin/Standalone/ExportDialog.h"

#include <functional>
#include <memory>
#include <optional>

namespace dequantizer
{

/// Asks the user for the names of restored files and writes them in the background: one export or one batch at a time.
/// Message thread.
class Exporter
{
public:
    /// Both must outlive this object. Dialogs appear around `parent`.
    Exporter(Processor& plugin, juce::Component& parent);

    /// Sets the sound that is exported, and the file that it was read from.
    void use(std::shared_ptr<const Sound> newSound, const juce::File& file);

    /// Asks for the file of an export, with a menu at `target`. Does nothing without a sound or while isBusy().
    void askForExport(juce::Component& target);

    /// Asks where the restored files of a batch are to be written, see isBatch(). `folder` is a proposal.
    void askForBatch(const juce::StringArray& files, const juce::File& folder);

    [[nodiscard]] bool isBusy() const noexcept { return exporting != nullptr || batch != nullptr; }

    /// 0 .. 1 while isBusy().
    [[nodiscard]] std::optional<double> progress() const;

    /// How far a batch is, in words; empty for an export.
    [[nodiscard]] juce::String progressText() const;

    void cancel();

    /// Reports the end of an export. To be called repeatedly.
    void update();

    /// Called with a sentence about the end of an export, empty at its start, and whether it reports a failure.
    std::function<void(const juce::String&, bool)> onMessage;

private:
    [[nodiscard]] juce::MemoryBlock settings();
    void start(const juce::File& file, int bitsPerSample);
    void start(const BatchFiles& files);
    void finishExport();
    void finishBatch();

    Processor& processor;
    juce::Component& window;
    std::shared_ptr<const Sound> sound;
    juce::File source, target, outputFolder;
    ExportDialog exportDialog;
    BatchDialog batchDialog;
    std::unique_ptr<Export> exporting;
    std::unique_ptr<Batch> batch;
};

} // namespace dequantizer
