#include "Plugin/Standalone/TransportStrip.h"

namespace dequantizer
{

namespace
{
constexpr int margin = 24, gap = 8;
constexpr int stripRowHeight = 28, barHeight = 40;
constexpr int buttonWidth = 84, wideButtonWidth = 124, fileWidth = 52, liveWidth = 92, dragWidth = 108;
constexpr int loopWidth = 72, timeWidth = 116, progressWidth = 160;
constexpr int sourceGroup = 1;
constexpr float textHeight = 15.0f, smallTextHeight = 14.0f;
} // namespace

TransportStrip::TransportStrip()
    : title(textHeight, textColour), time(textHeight, textColour), message(smallTextHeight, quietTextColour),
      error(smallTextHeight, errorColour), exported(smallTextHeight, quietTextColour)
{
    file.setTooltip("Processes the open file; the live input is off");
    live.setTooltip(
        "Processes the input of the audio device and plays it at once; use headphones, since a microphone near "
        "loudspeakers howls");
    file.setConnectedEdges(juce::Button::ConnectedOnRight);
    live.setConnectedEdges(juce::Button::ConnectedOnLeft);
    open.setTooltip("Opens a sound file (WAV, AIFF, FLAC, Ogg, MP3 and others); you can also drop one onto the window, "
                    "and a folder or "
                    "several files to restore them all");
    play.setTooltip("Plays or stops the file (space bar)");
    loop.setTooltip("Repeats the file without a gap");
    exportFile.setTooltip("Restores the whole file with these settings and writes it to a new file (Ctrl+E)");
    drag.setTooltip(
        "Press and drag into another program: restores the whole file with these settings to a temporary file, "
        "which is removed when this program ends");
    audioSettings.setTooltip("Selects the audio device and, during live input, its input channels");
    for (auto* control : std::initializer_list<juce::Component*>{&file, &live, &open, &play, &position, &loop, &drag,
                                                                 &exportFile, &cancel, &audioSettings, &title, &time,
                                                                 &message, &error, &exported, &progress})
        addAndMakeVisible(control);
    for (auto* button : {&file, &live, &open, &play, &exportFile, &cancel, &audioSettings})
        button->setTitle(button->getButtonText());
    for (auto* source : {&file, &live})
    {
        source->setRadioGroupId(sourceGroup, juce::dontSendNotification);
        source->setClickingTogglesState(true);
    }
    loop.setTitle("Loop");
    title.setDescription("File");
    time.setDescription("Time");
    message.setDescription("Message");
    error.setDescription("Error");
    exported.setDescription("Export");
    for (auto* label : {&title, &time, &message, &error, &exported})
        label->setMinimumHorizontalScale(0.8f);
    addChildComponent(focusRing);
    time.setJustificationType(juce::Justification::centredRight);
    show({});
}

void TransportStrip::show(const State& state)
{
    title.setText(state.title, juce::dontSendNotification);
    title.setTooltip(state.title);
    const bool isFileHeard = state.hasSound && !state.isLive;
    file.setToggleState(!state.isLive, juce::dontSendNotification);
    live.setToggleState(state.isLive, juce::dontSendNotification);
    time.setText(isFileHeard ? timeText(state.position) + " / " + timeText(state.length) : juce::String(),
                 juce::dontSendNotification);
    open.setEnabled(!state.isOpening);
    play.setEnabled(isFileHeard);
    position.setEnabled(isFileHeard);
    loop.setEnabled(!state.isLive);
    play.setButtonText(state.isPlaying ? "Stop" : "Play");
    play.setTitle(play.getButtonText());
    loop.setToggleState(state.isLooping, juce::dontSendNotification);
    position.setPosition(state.position);

    const bool isExporting = state.exportProgress.has_value();
    progressValue = state.exportProgress.value_or(0.0);
    drag.setEnabled(state.hasSound);
    exportFile.setEnabled(state.hasSound && !isExporting);
    progress.setVisible(isExporting);
    cancel.setVisible(isExporting);
    exported.setVisible(isExporting);
    exported.setText(state.exportText, juce::dontSendNotification);
    if (const auto shown = state.isError ? state.message : juce::String(); shown != announced)
    {
        announced = shown;
        if (shown.isNotEmpty())
            juce::AccessibilityHandler::postAnnouncement(shown, juce::AccessibilityHandler::AnnouncementPriority::high);
    }
    for (auto* label : {&message, &error})
    {
        const bool isShown = !isExporting && state.isError == (label == &error);
        label->setVisible(isShown);
        label->setText(isShown ? state.message : juce::String(), juce::dontSendNotification);
        label->setTooltip(label->getText());
    }
}

void TransportStrip::paint(juce::Graphics& graphics)
{
    graphics.fillAll(findColour(juce::ResizableWindow::backgroundColourId));
    graphics.setColour(findColour(outlineColour));
    graphics.fillRect(getLocalBounds().removeFromBottom(1));
}

void TransportStrip::resized()
{
    auto area = getLocalBounds().reduced(margin, 0).withTrimmedTop(12);

    auto files = area.removeFromTop(stripRowHeight);
    file.setBounds(files.removeFromLeft(fileWidth));
    live.setBounds(files.removeFromLeft(liveWidth));
    files.removeFromLeft(2 * gap);
    open.setBounds(files.removeFromLeft(buttonWidth));
    exportFile.setBounds(files.removeFromRight(buttonWidth));
    files.removeFromRight(gap);
    drag.setBounds(files.removeFromRight(dragWidth));
    title.setBounds(files.reduced(gap + 4, 0));

    area.removeFromTop(gap);
    auto transport = area.removeFromTop(barHeight);
    play.setBounds(transport.removeFromLeft(buttonWidth).reduced(0, (barHeight - stripRowHeight) / 2));
    loop.setBounds(transport.removeFromRight(loopWidth));
    time.setBounds(transport.removeFromRight(timeWidth).withTrimmedRight(gap));
    position.setBounds(transport.withTrimmedLeft(gap));

    area.removeFromTop(gap - 2);
    auto messages = area.removeFromTop(stripRowHeight);
    audioSettings.setBounds(messages.removeFromRight(wideButtonWidth));
    messages.removeFromRight(gap);
    message.setBounds(messages);
    error.setBounds(messages);
    progress.setBounds(messages.removeFromLeft(progressWidth).reduced(0, 4));
    messages.removeFromLeft(gap);
    cancel.setBounds(messages.removeFromLeft(buttonWidth));
    messages.removeFromLeft(gap);
    exported.setBounds(messages);
}

} // namespace dequantizer
