#include "Plugin/Standalone/ExportDialog.h"

namespace dequantizer
{

ExportTarget exportTargetFor(const juce::File& chosen, const juce::String& extension, const juce::File& openFile)
{
    ExportTarget target{chosen, false, {}};
    if (!chosen.hasFileExtension(extension))
    {
        if (chosen.hasFileExtension("wav;aif;aiff;flac;ogg"))
        {
            target.error = chosen.getFileName() + " does not have the extension of the selected format, " + extension +
                           ", so nothing was written.";
            return target;
        }
        // Any other extension is part of the name.
        target.file = chosen.getSiblingFile(chosen.getFileName() + extension);
        target.isRenamed = true;
    }
    if (target.file == openFile)
        target.error = target.file.getFileName() + " is the open file. Choose another name for the restored audio.";
    return target;
}

void ExportDialog::ask(const juce::File& openFile, juce::Component& target)
{
    source = openFile;
    juce::PopupMenu menu;
    menu.addItem("WAV, 32 bit floating point...", [this] { askForName(".wav", 32); });
    menu.addItem("WAV, 24 bit...", [this] { askForName(".wav", 24); });
    menu.addItem("FLAC, 24 bit...", [this] { askForName(".flac", 24); });
    menu.showMenuAsync(juce::PopupMenu::Options().withTargetComponent(target));
}

void ExportDialog::askForName(const juce::String& extension, int bitsPerSample)
{
    const auto proposal = source.getSiblingFile(source.getFileNameWithoutExtension() + "-restored" + extension);
    chooser = std::make_unique<juce::FileChooser>("Export the restored audio", proposal, "*" + extension);
    chooser->launchAsync(juce::FileBrowserComponent::saveMode | juce::FileBrowserComponent::canSelectFiles |
                             juce::FileBrowserComponent::warnAboutOverwriting,
                         [this, extension, bitsPerSample](const juce::FileChooser& answer)
                         {
                             if (answer.getResult() != juce::File())
                                 accept(answer.getResult(), extension, bitsPerSample);
                         });
}

void ExportDialog::accept(const juce::File& chosen, const juce::String& extension, int bitsPerSample)
{
    const auto target = exportTargetFor(chosen, extension, source);
    if (target.error.isNotEmpty())
    {
        onRefused(target.error);
        return;
    }
    if (!target.isRenamed || !target.file.exists())
    {
        onChosen(target.file, bitsPerSample);
        return;
    }
    const auto answer =
        [dialog = juce::WeakReference<ExportDialog>(this), file = target.file, bitsPerSample](int button)
    {
        if (dialog != nullptr && button == 1)
            dialog->onChosen(file, bitsPerSample);
    };
    juce::AlertWindow::showOkCancelBox(juce::MessageBoxIconType::WarningIcon, "Export the restored audio",
                                       target.file.getFileName() + " already exists. Replace it?", "Replace", "Cancel",
                                       nullptr, juce::ModalCallbackFunction::create(answer));
}

} // namespace dequantizer
