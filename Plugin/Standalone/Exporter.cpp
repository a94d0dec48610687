#include "Plugin/Standalone/Exporter.h"

#include "AudioFile/WriteSoundFile.h"
#include "Plugin/Standalone/FileOpening.h"

namespace dequantizer
{

Exporter::Exporter(Processor& plugin, juce::Component& parent) : processor(plugin), window(parent)
{
    exportDialog.onChosen = [this](const juce::File& file, int bits) { start(file, bits); };
    exportDialog.onRefused = [this](const juce::String& reason) { onMessage(reason, true); };
    batchDialog.onChosen = [this](const BatchFiles& files) { start(files); };
    batchDialog.onRefused = [this](const juce::String& reason) { onMessage(reason, true); };
}

void Exporter::use(std::shared_ptr<const Sound> newSound, const juce::File& file)
{
    sound = std::move(newSound);
    source = file;
}

juce::MemoryBlock Exporter::settings()
{
    juce::MemoryBlock state;
    processor.getStateInformation(state);
    return state;
}

void Exporter::askForExport(juce::Component& menuTarget)
{
    if (sound != nullptr && !isBusy())
        exportDialog.ask(source, menuTarget);
}

void Exporter::askForBatch(const juce::StringArray& files, const juce::File& folder)
{
    if (isBusy())
        onMessage("An export is in progress. Drop the files again when it has finished.", true);
    else
        batchDialog.ask(files, folder);
}

void Exporter::start(const juce::File& file, int bitsPerSample)
{
    if (sound == nullptr || isBusy())
        return;
    try
    {
        requireOther(pathOf(file), pathOf(source)); // also by another path
    }
    catch (const std::runtime_error& error)
    {
        onMessage(juce::String::fromUTF8(error.what()), true);
        return;
    }
    target = file;
    onMessage({}, false);
    exporting = std::make_unique<Export>(settings(), sound, pathOf(file), bitsPerSample);
}

void Exporter::start(const BatchFiles& files)
{
    if (isBusy())
        return;
    outputFolder = files.outputFolder;
    onMessage({}, false);
    batch = std::make_unique<Batch>(settings(), files.jobs);
}

std::optional<double> Exporter::progress() const
{
    if (exporting != nullptr)
        return exporting->fractionDone();
    return batch != nullptr ? std::optional(batch->fractionDone()) : std::nullopt;
}

juce::String Exporter::progressText() const
{
    return batch != nullptr
               ? "Restoring file " + juce::String(batch->begun()) + " of " + juce::String(batch->total()) + "..."
               : juce::String();
}

void Exporter::cancel()
{
    if (exporting != nullptr)
        exporting->cancel();
    if (batch != nullptr)
        batch->cancel();
}

void Exporter::update()
{
    if (exporting != nullptr && exporting->isFinished())
        finishExport();
    if (batch == nullptr)
        return;
    batch->update();
    if (batch->isFinished())
        finishBatch();
}

void Exporter::finishExport()
{
    const auto finished = std::move(exporting);
    if (finished->hasSucceeded())
        onMessage("Written to " + target.getFullPathName(), false);
    else if (!finished->error().empty())
        onMessage(juce::String::fromUTF8(finished->error().c_str()), true);
    else
        onMessage("Export cancelled; no file was written.", false);
}

void Exporter::finishBatch()
{
    const auto finished = std::move(batch);
    onMessage(summaryOf(*finished, outputFolder), !finished->failures().empty());
    if (!finished->failures().empty())
        showFailures(*finished, window);
}

} // namespace dequantizer
