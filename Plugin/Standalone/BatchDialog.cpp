#include "Plugin/Standalone/BatchDialog.h"

#include "AudioFile/Module/TrackerModule.h"
#include "Plugin/Standalone/FileOpening.h"
#include "Plugin/Standalone/LaunchDialog.h"

#include <algorithm>
#include <system_error>

namespace dequantizer
{

namespace
{
juce::String utf8Text(const std::string& text)
{
    return juce::String::fromUTF8(text.c_str());
}
} // namespace

BatchFiles findBatchFiles(const juce::StringArray& inputs, const juce::File& outputFolder)
{
    BatchFiles result;
    result.outputFolder = outputFolder;
    if (outputFolder.existsAsFile())
    {
        result.error = outputFolder.getFullPathName().toStdString() + " is not a folder. Choose one.";
        return result;
    }
    std::vector<std::filesystem::path> paths;
    for (const auto& input : inputs)
        paths.push_back(pathOf(juce::File(input)));
    try
    {
        result.jobs = listSoundJobs(paths, pathOf(outputFolder), {.recursive = true, .anyName = false, .format = {}});
    }
    catch (const std::exception& error)
    {
        result.error = error.what();
        return result;
    }
    for (const auto& job : result.jobs)
    {
        std::error_code ignored;
        if (std::filesystem::equivalent(job.input, job.output, ignored))
        {
            result.error = "The restored files would replace the originals in " +
                           outputFolder.getFullPathName().toStdString() + ". Choose another folder.";
            return result;
        }
        if (std::filesystem::exists(job.output, ignored))
            ++result.existing;
    }
    return result;
}

bool isBatch(const juce::StringArray& files)
{
    return files.size() > 1 || (files.size() == 1 && (juce::File(files[0]).isDirectory() ||
                                                      hasModuleExtension(pathOf(juce::File(files[0])))));
}

BatchDialog::~BatchDialog()
{
    if (search.valid())
        search.wait();
}

void BatchDialog::ask(const juce::StringArray& inputs, const juce::File& folder)
{
    chooser = std::make_unique<juce::FileChooser>("Choose a folder for the restored files", folder);
    // Dialogs of the system can make a new folder; JUCE's own, which replaces them, can only do that if it is to save.
    const auto mode = juce::FileChooser::isPlatformDialogAvailable() ? juce::FileBrowserComponent::openMode
                                                                     : juce::FileBrowserComponent::saveMode;
    chooser->launchAsync(mode | juce::FileBrowserComponent::canSelectDirectories,
                         [this, inputs](const juce::FileChooser& answer)
                         {
                             const auto output = answer.getResult();
                             if (output == juce::File())
                                 return;
                             // A folder may contain very many files.
                             search = std::async(std::launch::async,
                                                 [dialog = juce::WeakReference<BatchDialog>(this), inputs, output]
                                                 {
                                                     auto files = findBatchFiles(inputs, output);
                                                     juce::MessageManager::callAsync(
                                                         [dialog, files]
                                                         {
                                                             if (auto* const asking = dialog.get())
                                                                 asking->accept(files);
                                                         });
                                                 });
                         });
}

void BatchDialog::accept(const BatchFiles& files)
{
    if (!files.error.empty())
    {
        onRefused(utf8Text(files.error));
        return;
    }
    if (files.existing == 0)
    {
        onChosen(files);
        return;
    }
    const auto question = juce::String(files.existing) + " of the " + juce::String(files.jobs.size()) +
                          " files exist already in " + files.outputFolder.getFullPathName() + ". Replace them?";
    const auto answer = [dialog = juce::WeakReference<BatchDialog>(this), files](int button)
    {
        if (auto* const asking = dialog.get(); asking != nullptr && button == 1)
            asking->onChosen(files);
    };
    juce::AlertWindow::showOkCancelBox(juce::MessageBoxIconType::WarningIcon, "Restore several files", question,
                                       "Replace", "Cancel", nullptr, juce::ModalCallbackFunction::create(answer));
}

void showFailures(const Batch& batch, juce::Component& around)
{
    juce::StringArray lines;
    for (const auto& failure : batch.failures())
        lines.add(utf8Text(failure));
    auto list = std::make_unique<juce::TextEditor>();
    list->setMultiLine(true);
    list->setReadOnly(true);
    const juce::String title = "Files that could not be restored";
    list->setTitle(title);
    list->setText(lines.joinIntoString("\n\n"), false);
    list->setSize(560, 280);
    launchDialog(std::move(list), title, around, true);
}

} // namespace dequantizer
