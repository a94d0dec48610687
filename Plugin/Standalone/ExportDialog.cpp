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
            target.whyItCannotBe = chosen.getFileName() + " is no name for the format that was chosen, which ends in " +
                                   extension + ": nothing was written.";
            return target;
        }
        // What stands after another point belongs to the name.
        target.file = chosen.getSiblingFile(chosen.getFileName() + extension);
        target.isOtherThanChosen = true;
    }
    if (target.file == openFile)
        target.whyItCannotBe =
            target.file.getFileName() + " is the file that is open: give the restored sound another name.";
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
    chooser = std::make_unique<juce::FileChooser>("Export the restored sound", proposal, "*" + extension);
    chooser->launchAsync(juce::FileBrowserComponent::saveMode | juce::FileBrowserComponent::canSelectFiles |
                             juce::FileBrowserComponent::warnAboutOverwriting,
                         [this, extension, bitsPerSample](const juce::FileChooser& answer)
                         {
                             if (answer.getResult() != juce::File())
                                 take(answer.getResult(), extension, bitsPerSample);
                         });
}

void ExportDialog::take(const juce::File& chosen, const juce::String& extension, int bitsPerSample)
{
    const auto target = exportTargetFor(chosen, extension, source);
    if (target.whyItCannotBe.isNotEmpty())
    {
        onRefused(target.whyItCannotBe);
        return;
    }
    if (!target.isOtherThanChosen || !target.file.exists())
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
    juce::AlertWindow::showOkCancelBox(juce::MessageBoxIconType::WarningIcon, "Export the restored sound",
                                       target.file.getFileName() + " is there already. Replace it?", "Replace",
                                       "Cancel", nullptr, juce::ModalCallbackFunction::create(answer));
}

} // namespace dequantizer
