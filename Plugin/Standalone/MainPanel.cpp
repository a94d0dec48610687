#include "Plugin/Standalone/MainPanel.h"

#include "Plugin/Standalone/AudioSettingsDialog.h"
#include "Plugin/Standalone/DeviceMessage.h"

#include <algorithm>
#include <utility>

namespace dequantizer
{

namespace
{
constexpr int framesPerSecond = 30;
// The names that JUCE's own standalone window uses, so that its settings remain valid.
constexpr auto stateKey = "filterState", deviceKey = "audioSetup";

std::filesystem::path temporaryFolder()
{
    std::error_code ignored;
    return std::filesystem::temp_directory_path(ignored);
}

juce::String textOf(const std::string& utf8)
{
    return juce::String::fromUTF8(utf8.c_str());
}
} // namespace

MainPanel::MainPanel(juce::PropertySet& propertySet)
    : settings(propertySet), resultDrag(strip.drag, processor, temporaryFolder())
{
    juce::MemoryBlock state;
    if (state.fromBase64Encoding(settings.getValue(stateKey)))
        processor.setStateInformation(state.getData(), static_cast<int>(state.getSize()));
    device.openDevice(settings.getXmlValue(deviceKey).get());

    editor.reset(processor.createEditorIfNeeded());
    addAndMakeVisible(*editor);
    addAndMakeVisible(strip);
    processor.appearance().addChangeListener(this);
    showTheme();
    openDialog.onChosen = [this](const juce::File& file) { open(file); };
    strip.open.onClick = [this] { chooseFileToOpen(); };
    strip.play.onClick = [this] { togglePlaying(); };
    strip.loop.onClick = [this] { playback.player().setLooping(strip.loop.getToggleState()); };
    strip.position.onSeek = [this](double seconds)
    { playback.player().seek(static_cast<std::size_t>(std::max(0.0, seconds) * playback.soundRate())); };
    strip.exportFile.onClick = [this] { exporter.askForExport(strip.exportFile); };
    exporter.onMessage = [this](const juce::String& text, bool isBad) { setMessage(text, isBad); };
    resultDrag.onMessage = [this](const juce::String& text, bool isBad) { setMessage(text, isBad); };
    resultDrag.dragToOtherProgram = [this](const juce::File& file, std::function<void()> done)
    {
        return juce::DragAndDropContainer::performExternalDragDropOfFiles({file.getFullPathName()}, false, &strip.drag,
                                                                          std::move(done));
    };
    strip.cancel.onClick = [this] { exporter.cancel(); };
    strip.audioSettings.onClick = [this] { showAudioSettings(device.devices(), device.isLive(), *this); };
    strip.file.onClick = [this] { setLive(false); };
    strip.live.onClick = [this] { setLive(true); };

    childBoundsChanged(editor.get());
    showState();
    startTimerHz(framesPerSecond);
}

MainPanel::~MainPanel()
{
    stopTimer();
    juce::MemoryBlock state;
    processor.getStateInformation(state);
    settings.setValue(stateKey, state.toBase64Encoding());
    settings.setValue(deviceKey, device.chosenDevice().get());

    processor.editorBeingDeleted(editor.get());
    editor.reset();
    processor.appearance().removeChangeListener(this);
    juce::LookAndFeel::setDefaultLookAndFeel(nullptr);
}

void MainPanel::showTheme()
{
    const bool isLight = processor.appearance().look().isLight != 0;
    if (isShownLight == isLight)
        return;
    isShownLight = isLight;
    lookAndFeel.use(isLight ? lightTheme() : darkTheme());
    // For all windows, including dialogs.
    juce::LookAndFeel::setDefaultLookAndFeel(&lookAndFeel);
    sendLookAndFeelChange(); // setDefaultLookAndFeel() does not reach components outside a window
    repaint();
}

void MainPanel::open(const juce::File& file)
{
    if (opening.isInProgress())
        return;
    setMessage({}, false);
    opening.begin(file);
    showState();
}

void MainPanel::finishOpening(FileOpening::Result result)
{
    if (result.error.empty())
    {
        try
        {
            device.open(result.sound);
        }
        catch (const std::runtime_error& error)
        {
            result.error = result.file.getFullPathName().toStdString() + ": " + error.what();
        }
    }
    if (!result.error.empty())
    {
        setMessage(textOf(result.error), true);
        return;
    }
    grid = result.grid;
    processor.expectGrid(grid);
    openFile = result.file;
    settings.setValue(folderKey, openFile.getParentDirectory().getFullPathName());
    playback.player().setLooping(strip.loop.getToggleState());
    exporter.use(result.sound, openFile);
    resultDrag.use(result.sound, openFile);
    strip.position.show(static_cast<double>(result.sound->length()) / result.sound->sampleRate,
                        std::move(result.peaks));
}

void MainPanel::timerCallback()
{
    if (auto result = opening.takeResult())
        finishOpening(std::move(*result));
    exporter.update();
    resultDrag.update();
    showState();
}

void MainPanel::setMessage(const juce::String& text, bool isBad)
{
    message = text;
    isError = isBad;
}

juce::String MainPanel::title() const
{
    if (opening.isInProgress())
        return "Opening...";
    if (playback.soundRate() > 0.0)
        return device.isLive() ? openFile.getFileName() + " (waiting)" : openFile.getFileName();
    return device.isLive() ? "Live input" : "No file: open one or drop it here";
}

void MainPanel::showState()
{
    const auto& sound = playback.player().sound();
    TransportStrip::State state;
    state.hasSound = sound != nullptr;
    state.isOpening = opening.isInProgress();
    state.title = title();
    state.isPlaying = playback.player().isPlaying();
    state.isLooping = playback.player().isLooping();
    if (state.hasSound)
    {
        state.position = static_cast<double>(playback.position()) / sound->sampleRate;
        state.length = static_cast<double>(sound->length()) / sound->sampleRate;
    }
    state.exportProgress = exporter.progress();
    state.exportText = message.isNotEmpty() ? message : exporter.progressText();
    state.isLive = device.isLive();
    state.message = message;
    state.isError = isError;
    if (message.isEmpty())
    {
        const auto status = deviceMessage(device, playback, processor.getTailLengthSeconds());
        state.message = status.text;
        state.isError = status.isError;
    }
    strip.show(state);
}

void MainPanel::setLive(bool isLive)
{
    if (isLive == device.isLive())
        return;
    device.setLive(isLive);
    processor.expectGrid(isLive ? SoundGrid() : grid);
    setMessage({}, false);
    showState();
}

void MainPanel::togglePlaying()
{
    if (playback.player().sound() == nullptr || device.isLive())
        return;
    if (playback.player().isPlaying())
        playback.player().stop();
    else
        playback.player().play();
    setMessage({}, false);
    showState();
}

bool MainPanel::keyPressed(const juce::KeyPress& key)
{
    if (key == juce::KeyPress::spaceKey)
        togglePlaying();
    else if (key == juce::KeyPress::homeKey && !device.isLive())
        playback.player().seek(0);
    else if (key == juce::KeyPress('o', juce::ModifierKeys::commandModifier, 0))
        chooseFileToOpen();
    else if (key == juce::KeyPress('e', juce::ModifierKeys::commandModifier, 0))
        exporter.askForExport(strip.exportFile);
    else
        return false;
    return true;
}

bool MainPanel::isInterestedInFileDrag(const juce::StringArray& files)
{
    // Not in the result, dragged from here.
    return std::none_of(files.begin(), files.end(),
                        [this](const juce::String& file) { return resultDrag.contains(juce::File(file)); });
}

void MainPanel::filesDropped(const juce::StringArray& files, int, int)
{
    if (!isBatch(files))
        open(juce::File(files[0]));
    else
        exporter.askForBatch(files, juce::File(settings.getValue(folderKey)));
}

void MainPanel::resized()
{
    const juce::ScopedValueSetter<bool> layingOut(isLayingOut, true);
    auto area = getLocalBounds();
    strip.setBounds(area.removeFromTop(TransportStrip::height));

    // Some window managers ignore the size limits: the editor is then centred at an allowed size.
    const auto& sizes = editorLimits();
    int width = area.getWidth(), height = area.getHeight();
    const double proportions = sizes.getFixedAspectRatio(); // 0 for any
    if (proportions > 0.0)
        width = std::min(width, juce::roundToInt(height * proportions));
    width = std::clamp(width, sizes.getMinimumWidth(), sizes.getMaximumWidth());
    height = proportions > 0.0 ? juce::roundToInt(width / proportions)
                               : std::clamp(height, sizes.getMinimumHeight(), sizes.getMaximumHeight());
    editor->setBounds(std::max(0, area.getCentreX() - width / 2), area.getY(), width, height);
}

void MainPanel::paint(juce::Graphics& graphics)
{
    graphics.fillAll(findColour(juce::ResizableWindow::backgroundColourId));
}

void MainPanel::childBoundsChanged(juce::Component* child)
{
    if (!isLayingOut && child == editor.get())
        setSize(editor->getWidth(), TransportStrip::height + editor->getHeight());
}

} // namespace dequantizer
