#include "Plugin/ControlPanel.h"

#include "Plugin/GridText.h"
#include "Plugin/Theme.h"

#include <cmath>

namespace dequantizer
{

namespace
{
constexpr int margin = 24;
constexpr int gap = 12;
constexpr int rowHeight = 32;
constexpr int nameWidth = 96;
constexpr int valueWidth = 80;
constexpr int bypassWidth = 78;
constexpr int followWidth = 78;
constexpr int rateWidth = 160;
constexpr int listenWidth = 180;
constexpr int trackInset = 9; // of a slider's line in its bounds
constexpr int buttonWidth = 116;
constexpr int lineHeight = 22;
constexpr int headerHeight = 72;
constexpr int separatorSpace = 24;

juce::String text(const std::string& utf8)
{
    return juce::String::fromUTF8(utf8.c_str());
}

juce::String describe(const Status& status)
{
    if (status.operatorName.empty())
        return "Waiting for the host to start audio.";
    const double milliseconds = 1000.0 * status.latency / status.sampleRate;
    return "Restoring with the " + text(status.operatorName) + " at " + text(rateText(status.operatorRate)) +
           ". Latency: " + juce::String(milliseconds, 1) + " ms (" + juce::String(status.latency) + " samples).";
}
} // namespace

ControlPanel::ControlPanel(Processor& processorToShow) : processor(processorToShow)
{
    addLabel(title, 24.0f, theme::text);
    title.setFont(title.getFont().boldened());
    title.setText("Dequantizer", juce::dontSendNotification);
    addLabel(subtitle, 14.0f, theme::quietText);
    subtitle.setText("Restores sound that was stored with few bits per sample", juce::dontSendNotification);

    addSwitch(bypass, parameter::bypass, "Bypass", "Lets the input through unchanged, at the same latency");

    addRow(bits, parameter::bits, "How many bits per sample the sound was stored with, over full scale");
    addRow(iterations, parameter::iterations, "How often each frame is improved: more sounds cleaner and costs more");
    addRow(mix, parameter::mix, "The share of the restored sound against the input at the same latency");
    addRow(gain, parameter::gain, "Makes the output louder or quieter; bypass stays as it is");

    addLabel(gridTitle, 15.0f, theme::text);
    gridTitle.setText("Grid found", juce::dontSendNotification);
    addLabel(gridLine, 15.0f, theme::text);
    gridLine.setTitle("Grid found in the sound");
    gridLine.setMinimumHorizontalScale(0.8f);
    addSwitch(followGrid, parameter::automaticBits, "Follow",
              "Takes the bit depth of the grid that the samples are on; sound on no grid passes unchanged");

    const auto& rateParameter = *processor.parameters.getParameter(parameter::rate);
    addLabel(rateTitle, 15.0f, theme::text);
    rateTitle.setText(rateParameter.getName(64), juce::dontSendNotification);
    rate.addItemList(rateParameter.getAllValueStrings(), 1);
    rate.setTitle(rateParameter.getName(64));
    rate.setTooltip(
        "The rate that the sound was quantised at: the session's, or the model's if it was resampled since. "
        "Automatic tells by the grid");
    addAndMakeVisible(rate);
    rateAttachment = std::make_unique<ComboBoxAttachment>(processor.parameters, parameter::rate, rate);

    addLabel(listenTitle, 15.0f, theme::text);
    listenTitle.setText("Listen", juce::dontSendNotification);
    addSwitch(removed, parameter::removed, "Removed noise only",
              "Lets you hear what restoring takes away, and nothing else");
    addSwitch(quantise, parameter::quantise, "Quantise input",
              "Quantises the input first, at the bit depth above: to hear on clean sound what the plugin does");

    addLabel(modelTitle, 15.0f, theme::text);
    modelTitle.setText("Model", juce::dontSendNotification);
    addLabel(modelName, 15.0f, theme::text);
    modelName.setMinimumHorizontalScale(0.7f);

    load.setButtonText("Load model...");
    load.setTooltip("Restores with a learned model from a file (.safetensors)");
    load.onClick = [this] { chooseModelFile(); };
    automatic.setButtonText("Automatic");
    automatic.setTooltip("Follows the bit depth with the models that are part of the plugin, for sound that was "
                         "quantised at 16 kHz; all else is restored with the built-in DCT");
    automatic.onClick = [this] { processor.chooseModel(automaticModelSlot); };
    for (auto* button : {&load, &automatic})
    {
        button->setTitle(button->getButtonText());
        addAndMakeVisible(button);
    }

    addLabel(statusLine, 14.0f, theme::quietText);
    addLabel(reasonLine, 14.0f, theme::notice);
    addLabel(errorLine, 14.0f, theme::error);
    errorLine.setJustificationType(juce::Justification::topLeft);
    statusLine.setTitle("Status");
    reasonLine.setTitle("Notice");
    errorLine.setTitle("Error");

    setSize(designWidth, designHeight);
    processor.addChangeListener(this);
    showStatus();
}

ControlPanel::~ControlPanel()
{
    processor.removeChangeListener(this);
}

void ControlPanel::addLabel(juce::Label& label, float height, juce::Colour colour)
{
    label.setFont(label.getFont().withHeight(height));
    label.setColour(juce::Label::textColourId, colour);
    label.setBorderSize({});
    label.setMinimumHorizontalScale(1.0f);
    label.setJustificationType(juce::Justification::centredLeft);
    addAndMakeVisible(label);
}

void ControlPanel::addSwitch(Switch& control, const char* parameterId, const char* text, const char* tooltip)
{
    control.button.setButtonText(text);
    control.button.setTitle(processor.parameters.getParameter(parameterId)->getName(64));
    control.button.setTooltip(tooltip);
    addAndMakeVisible(control.button);
    control.attachment = std::make_unique<ButtonAttachment>(processor.parameters, parameterId, control.button);
}

void ControlPanel::addRow(Row& row, const char* parameterId, const char* tooltip)
{
    const auto& parameter = *processor.parameters.getParameter(parameterId);
    const auto name = parameter.getName(64);
    addLabel(row.name, 15.0f, theme::text);
    row.name.setText(name, juce::dontSendNotification);

    row.slider.setSliderStyle(juce::Slider::LinearHorizontal);
    row.slider.setTextBoxStyle(juce::Slider::TextBoxRight, false, valueWidth, rowHeight - 6);
    if (parameter.getLabel().isNotEmpty())
        row.slider.setTextValueSuffix(" " + parameter.getLabel());
    row.slider.setTitle(name);
    row.slider.setTooltip(tooltip);
    addAndMakeVisible(row.slider);
    row.attachment = std::make_unique<SliderAttachment>(processor.parameters, parameterId, row.slider);
}

void ControlPanel::paint(juce::Graphics& graphics)
{
    graphics.fillAll(theme::background);
    graphics.setColour(theme::header);
    graphics.fillRect(getLocalBounds().removeFromTop(headerHeight));
    graphics.setColour(theme::outline);
    const int separator = modelTitle.getY() - separatorSpace / 2;
    graphics.fillRect(margin, separator, getWidth() - 2 * margin, 1);
}

void ControlPanel::resized()
{
    auto area = getLocalBounds().reduced(margin, 0);

    auto header = area.removeFromTop(headerHeight).reduced(0, 12);
    bypass.button.setBounds(header.removeFromRight(bypassWidth));
    title.setBounds(header.removeFromTop(28));
    subtitle.setBounds(header);

    area.removeFromTop(16);
    for (auto* row : {&bits, &iterations, &mix, &gain})
    {
        auto line = area.removeFromTop(rowHeight);
        row->name.setBounds(line.removeFromLeft(nameWidth));
        row->slider.setBounds(line);
        area.removeFromTop(gap / 2);
    }

    auto grid = area.removeFromTop(rowHeight);
    gridTitle.setBounds(grid.removeFromLeft(nameWidth));
    followGrid.button.setBounds(grid.removeFromRight(followWidth));
    gridLine.setBounds(grid.withTrimmedLeft(trackInset));
    area.removeFromTop(gap / 2);
    auto rateRow = area.removeFromTop(rowHeight);
    rateTitle.setBounds(rateRow.removeFromLeft(nameWidth));
    rate.setBounds(rateRow.withTrimmedLeft(trackInset).removeFromLeft(rateWidth).reduced(0, 3));
    area.removeFromTop(gap / 2);

    auto listen = area.removeFromTop(rowHeight);
    listenTitle.setBounds(listen.removeFromLeft(nameWidth));
    listen.removeFromLeft(trackInset - 4); // a switch's box begins inside its bounds
    removed.button.setBounds(listen.removeFromLeft(listenWidth));
    quantise.button.setBounds(listen.removeFromLeft(listenWidth));

    area.removeFromTop(separatorSpace);
    auto model = area.removeFromTop(lineHeight);
    modelTitle.setBounds(model.removeFromLeft(nameWidth));
    modelName.setBounds(model.withTrimmedLeft(trackInset));
    area.removeFromTop(gap);
    auto buttons = area.removeFromTop(rowHeight).withTrimmedLeft(nameWidth + trackInset);
    load.setBounds(buttons.removeFromLeft(buttonWidth));
    buttons.removeFromLeft(gap);
    automatic.setBounds(buttons.removeFromLeft(buttonWidth));

    area.removeFromTop(gap);
    statusLine.setBounds(area.removeFromTop(lineHeight));
    reasonLine.setBounds(area.removeFromTop(lineHeight));
    errorLine.setBounds(area.removeFromTop(2 * lineHeight));
}

void ControlPanel::showStatus()
{
    const auto status = processor.status();
    modelName.setText(status.modelName.empty() ? "automatic, by bit depth" : text(status.modelName),
                      juce::dontSendNotification);
    modelName.setTooltip(text(status.modelPath));
    gridLine.setText(text(gridText(status.finding)), juce::dontSendNotification);
    automatic.setEnabled(!status.modelName.empty());
    statusLine.setText(describe(status), juce::dontSendNotification);
    reasonLine.setText(text(status.reasonForFallback), juce::dontSendNotification);
    errorLine.setText(text(status.error), juce::dontSendNotification);
}

void ControlPanel::chooseModelFile()
{
    chooser = std::make_unique<juce::FileChooser>("Load a model", juce::File(), "*.safetensors");
    constexpr int oneFile = juce::FileBrowserComponent::openMode | juce::FileBrowserComponent::canSelectFiles;
    // The host may have closed the editor by the time a file is chosen.
    chooser->launchAsync(oneFile,
                         [panel = juce::Component::SafePointer<ControlPanel>(this)](const juce::FileChooser& answer)
                         {
                             const auto file = answer.getResult();
                             if (panel != nullptr && file != juce::File())
                                 panel->processor.loadModel(file.getFullPathName().toStdString());
                         });
}

} // namespace dequantizer
