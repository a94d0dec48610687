#include "Plugin/Editor/StatusPanel.h"

#include "Model/ModelChoiceText.h"

#include <cmath>

namespace dequantizer
{

namespace
{
constexpr int statusRowHeight = 24;
constexpr int resetWidth = 54;
constexpr int gap = 4;
constexpr int operationHeight = 34;

juce::String text(const std::string& utf8)
{
    return juce::String::fromUTF8(utf8.c_str());
}

juce::String percent(float share)
{
    return juce::String(static_cast<int>(std::ceil(100.0f * share))) + " %";
}

juce::String describe(const Status& status)
{
    if (status.operatorName.empty())
        return "Waiting for audio to start.";
    const double milliseconds = 1000.0 * status.latency / status.sampleRate;
    return "Operator: " + text(status.operatorName) + " at " + text(rateText(status.operatorRate)) + "; session at " +
           text(rateText(status.sampleRate)) + ".\nLatency " + juce::String(milliseconds, 1) + " ms (" +
           juce::String(status.latency) + " samples).";
}
} // namespace

StatusPanel::StatusPanel(CallbackLoad& measured)
    : callbackLoad(measured), load(14.0f, textColour), operation(13.0f, quietTextColour), notice(13.0f, noticeColour)
{
    load.setDescription("Load");
    load.setTooltip("The share of a block's duration that processing takes, on average and at worst");
    reset.setTitle("Reset the worst load");
    reset.setTooltip("Resets the worst block");
    reset.onClick = [this] { callbackLoad.resetWorst(); };
    operation.setDescription("Status");
    notice.setDescription("Notice");
    for (auto* label : {&operation, &notice})
        label->setWrapping();
    for (auto* child : std::initializer_list<juce::Component*>{&load, &reset, &operation, &notice})
        addAndMakeVisible(child);
    update();
}

void StatusPanel::show(const Status& status)
{
    operation.setText(describe(status), juce::dontSendNotification);
    const bool isConflicting = !status.depthConflict.empty();
    notice.setText(text(isConflicting ? status.depthConflict : status.operatorReason), juce::dontSendNotification);
    notice.setThemeColour(isConflicting ? errorColour : status.isFallback ? noticeColour : quietTextColour);
}

void StatusPanel::update()
{
    load.setText("Load " + percent(callbackLoad.average()) + ", worst block " + percent(callbackLoad.worst()),
                 juce::dontSendNotification);
}

void StatusPanel::resized()
{
    auto area = getLocalBounds();
    auto row = area.removeFromTop(statusRowHeight);
    reset.setBounds(row.removeFromRight(resetWidth));
    load.setBounds(row);
    area.removeFromTop(gap);
    operation.setBounds(area.removeFromTop(operationHeight));
    notice.setBounds(area);
}

} // namespace dequantizer
