#include "Plugin/Editor/ControlPanel.h"

#include "Plugin/Engine/GridText.h"
#include "Signal/Quantiser.h"

namespace dequantizer
{

namespace
{
constexpr int rowHeight = 30;
constexpr int rowGap = 7;
constexpr int boxHeight = 24;
constexpr int followWidth = 76;
constexpr int switchInset = 4; // of a switch's box in its bounds
constexpr int gridGap = 8;

std::optional<double> depthInUse(const Finding& finding)
{
    const bool isUsed = finding.state == GridState::found && finding.confidence >= reliableConfidence;
    return isUsed ? std::optional(bitsForDelta(finding.delta)) : std::nullopt;
}
} // namespace

ControlPanel::ControlPanel(Processor& processorToControl)
    : processor(processorToControl), presetName(15.0f, textColour),
      bits(processor.parameters, parameter::bits, 0.25,
           "How many bits per sample the sound was stored with, over full scale"),
      gridName(15.0f, textColour), gridLine(14.0f, quietTextColour),
      followGrid(processor.parameters, parameter::automaticBits, "Follow",
                 "Takes the bit depth of the grid that the samples are on; sound on no grid passes unchanged"),
      rate(processor.parameters, parameter::rate,
           "The rate that the sound was quantised at: the session's, or the model's if it was resampled since. "
           "Automatic tells by the grid"),
      iterations(processor.parameters, parameter::iterations, 1.0,
                 "How often each frame is improved. A learned model does best with as many as it was learned for; more "
                 "costs more"),
      strength(processor.parameters, parameter::strength, 5.0,
               "How wide the cells are against the quantiser's: wider for dithered sound, narrower to stay closer"),
      overlap(processor.parameters, parameter::overlap,
              "How many frames overlap at a sample: more sounds smoother, costs more, and fewer samples of latency"),
      mix(processor.parameters, parameter::mix, 1.0,
          "The share of the restored sound against the input at the same latency"),
      gain(processor.parameters, parameter::gain, 0.5, "Makes the output louder or quieter; bypass stays as it is"),
      listenName(15.0f, textColour), removed(processor.parameters, parameter::removed, "Removed noise only",
                                             "Lets you hear what restoring takes away, and nothing else"),
      quantise(processor.parameters, parameter::quantise, "Quantise input",
               "Quantises the input first, at the bit depth above: to hear on clean sound what the plugin does")
{
    presetName.setText("Preset", juce::dontSendNotification);
    gridName.setText("Grid found", juce::dontSendNotification);
    listenName.setText("Listen", juce::dontSendNotification);
    for (auto* name : {&presetName, &gridName, &listenName})
        name->setAccessible(false);
    gridLine.setDescription("Grid found in the sound");
    gridLine.setMinimumHorizontalScale(0.75f);

    for (int i = 0; i < processor.getNumPrograms(); ++i)
        preset.addItem(processor.getProgramName(i), i + 1);
    preset.setTitle("Preset");
    preset.setTooltip("Sets all controls for a purpose");
    preset.onChange = [this]
    {
        processor.choosePreset(preset.getSelectedItemIndex());
        showPreset();
    };

    // The keyboard and the screen reader go through them from the top down, in whatever order they are added.
    for (auto* child : std::initializer_list<juce::Component*>{&presetName, &preset, &bits, &gridName, &gridLine,
                                                               &followGrid, &rate, &iterations, &strength, &overlap,
                                                               &mix, &gain, &listenName, &removed, &quantise})
        addAndMakeVisible(child);
}

void ControlPanel::show(const Status& status)
{
    gridLine.setText(juce::String::fromUTF8(gridText(status.finding).c_str()), juce::dontSendNotification);
    gridLine.setThemeColour(status.depthConflict.empty() ? quietTextColour : errorColour);
    if (status.isDepthAutomatic)
        bits.showInstead(depthInUse(status.finding));
    else
        bits.showParameter();
    showPreset();
}

void ControlPanel::showPreset()
{
    const int program = processor.getCurrentProgram();
    // With nothing selected, the same preset can be chosen again.
    preset.setTextWhenNothingSelected(processor.getProgramName(program) + " (changed)");
    preset.setSelectedItemIndex(processor.hasLeftProgram() ? -1 : program, juce::dontSendNotification);
}

void ControlPanel::resized()
{
    auto area = getLocalBounds();
    const auto nextRow = [&area]
    {
        const auto row = area.removeFromTop(rowHeight);
        area.removeFromTop(rowGap);
        return row;
    };

    auto presetRow = nextRow();
    presetName.setBounds(presetRow.removeFromLeft(rowNameWidth));
    presetRow.removeFromLeft(sliderInset);
    preset.setBounds(presetRow.withSizeKeepingCentre(presetRow.getWidth(), boxHeight));
    bits.setBounds(nextRow());

    auto gridRow = nextRow();
    gridName.setBounds(gridRow.removeFromLeft(rowNameWidth));
    gridRow.removeFromLeft(sliderInset);
    followGrid.setBounds(gridRow.removeFromRight(followWidth));
    gridRow.removeFromRight(gridGap);
    gridLine.setBounds(gridRow);

    for (auto* row : std::initializer_list<juce::Component*>{&rate, &iterations, &strength, &overlap, &mix, &gain})
        row->setBounds(nextRow());

    auto listenRow = nextRow();
    listenName.setBounds(listenRow.removeFromLeft(rowNameWidth));
    listenRow.removeFromLeft(sliderInset - switchInset);
    removed.setBounds(listenRow.removeFromLeft(listenRow.getWidth() * 11 / 20));
    quantise.setBounds(listenRow);
}

} // namespace dequantizer
