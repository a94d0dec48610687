#include "Plugin/Editor/LearnRow.h"

#include "Plugin/Editor/ParameterControls.h"

namespace dequantizer
{

LearnRow::LearnRow(Learning& learningOfPlugin) : learning(learningOfPlugin), result(13.0f, quietTextColour)
{
    button.onClick = [this]
    {
        if (learning.isRunning())
            learning.cancel();
        else
            learning.start();
        show();
    };
    result.setDescription("Learned settings");
    result.setMinimumHorizontalScale(0.75f);
    addAndMakeVisible(button);
    addAndMakeVisible(result);
    show();
}

LearnRow::~LearnRow()
{
    learning.cancel();
}

void LearnRow::update(double seconds)
{
    const bool wasRunning = learning.isRunning();
    learning.update(seconds);
    show();
    if (wasRunning && !learning.isRunning())
        juce::AccessibilityHandler::postAnnouncement(result.getText(),
                                                     juce::AccessibilityHandler::AnnouncementPriority::medium);
}

void LearnRow::show()
{
    const auto text = juce::String::fromUTF8(learning.text().c_str());
    result.setText(text.isEmpty() ? "Sets depth and strength from 3 s of sound" : text, juce::dontSendNotification);
    result.setTooltip(text);
    if (learning.isRunning() == isShownRunning)
        return;
    isShownRunning = learning.isRunning();
    button.setButtonText(isShownRunning ? "Stop" : "Learn");
    button.setTitle(isShownRunning ? "Stop learning" : "Learn from the sound");
    button.setTooltip(isShownRunning
                          ? "Stops listening; nothing is changed"
                          : "Listens to the input for three seconds and sets bit depth, Follow and strength. "
                            "Follow stays on unless the bit depth alone stands for the levels of the audio");
}

void LearnRow::resized()
{
    auto area = getLocalBounds();
    button.setBounds(area.removeFromLeft(rowNameWidth).reduced(0, 1).withTrimmedRight(sliderInset));
    area.removeFromLeft(sliderInset);
    result.setBounds(area);
}

} // namespace dequantizer
