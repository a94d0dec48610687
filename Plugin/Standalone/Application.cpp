#include "Plugin/Standalone/MainWindow.h"

#include <iostream>

namespace dequantizer
{

/// The standalone program, which plays and exports sound files through the plugin.
class Application final : public juce::JUCEApplication
{
public:
    // NOLINTBEGIN(readability-const-return-type): JUCE declares them so.
    const juce::String getApplicationName() override { return JucePlugin_Name; }
    const juce::String getApplicationVersion() override { return JucePlugin_VersionString; }
    // NOLINTEND(readability-const-return-type)
    bool moreThanOneInstanceAllowed() override { return true; }

    void initialise(const juce::String&) override
    {
        // On Linux JUCE goes on without a display, and the window would then fail.
        if (juce::Desktop::getInstance().getDisplays().displays.isEmpty())
        {
            std::cerr << "Dequantizer: there is no display; `dequantizer restore` restores files without one\n";
            setApplicationReturnValue(1);
            quit();
            return;
        }
        // The location that JUCE's own standalone window uses.
        juce::PropertiesFile::Options options;
        options.applicationName = getApplicationName();
        options.filenameSuffix = ".settings";
        options.osxLibrarySubFolder = "Application Support";
#if JUCE_LINUX || JUCE_BSD
        options.folderName = "~/.config";
#endif
        properties.setStorageParameters(options);
        window = std::make_unique<MainWindow>(getApplicationName(), *properties.getUserSettings());

        const auto arguments = getCommandLineParameterArray();
        if (!arguments.isEmpty())
            window->open(juce::File::getCurrentWorkingDirectory().getChildFile(arguments[0].unquoted()));
    }

    void shutdown() override
    {
        window.reset();
        properties.saveIfNeeded();
    }

    void systemRequestedQuit() override
    {
        // An open dialog would outlive its owner, so it is closed before this function is called again.
        if (juce::ModalComponentManager::getInstance()->cancelAllModalComponents())
            juce::Timer::callAfterDelay(100, [] { getInstance()->systemRequestedQuit(); });
        else if (window != nullptr && window->isExporting())
            confirmQuitDuringExport();
        else
            quit();
    }

private:
    static void confirmQuitDuringExport()
    {
        const auto answer = [](int button)
        {
            if (button == 1)
                quit();
        };
        juce::AlertWindow::showOkCancelBox(
            juce::MessageBoxIconType::QuestionIcon, "Dequantizer",
            "An export is in progress. Cancel it and quit? Unfinished files will not be written.", "Cancel and quit",
            "Continue", nullptr, juce::ModalCallbackFunction::create(answer));
    }

    juce::ApplicationProperties properties;
    std::unique_ptr<MainWindow> window;
};

} // namespace dequantizer

START_JUCE_APPLICATION(dequantizer::Application)
