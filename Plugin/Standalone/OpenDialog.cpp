#include "Plugin/Standalone/OpenDialog.h"

#include "AudioFile/SoundFormat.h"

namespace dequantizer
{

void OpenDialog::ask(const juce::File& folder)
{
    juce::StringArray patterns;
    for (const char* const extension : readableExtensions())
        patterns.add("*" + juce::String(extension));
    chooser = std::make_unique<juce::FileChooser>("Open a sound file", folder, patterns.joinIntoString(";"));
    chooser->launchAsync(juce::FileBrowserComponent::openMode | juce::FileBrowserComponent::canSelectFiles,
                         [this](const juce::FileChooser& answer)
                         {
                             if (answer.getResult() != juce::File())
                                 onChosen(answer.getResult());
                         });
}

} // namespace dequantizer
