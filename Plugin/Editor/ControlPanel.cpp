#include "Plugin/Editor/ControlPanel.h"

#include "Plugin/Engine/GridText.h"
#include "Plugin/State/Parameters.h"
#include "Signal/Quantiser.h"

namespace dequantizer
{

namespace
{
constexpr int rowGap = ControlPanel::rowGap;
constexpr int followWidth = 76;
constexpr int renderAtBestWidth = 122;
constexpr int switchInset = 4; // of a switch's box within its bounds
constexpr int gridGap = 8;
constexpr int sharesWidth = 70, sharesHeight = 24;

std::optional<double> depthInUse(const DetectedGrid& grid)
{
    const bool isUsed = grid.state == GridState::found && grid.confidence >= reliableConfidence;
    return isUsed ? std::optional(bitsForDelta(grid.delta)) : std::nullopt;
}
} // namespace

ControlPanel::ControlPanel(juce::AudioProcessorValueTreeState& parameters, Programs& presets, UserPresets& userPresets,
                           Learning& learning)
    : preset(presets, userPresets),
      bits(parameters, parameter::bits, 0.25, "The bit depth to which the audio was quantised, relative to full scale"),
      gridName(15.0f, textColour), gridLine(14.0f, quietTextColour),
      followGrid(parameters, parameter::automaticBits, "Follow",
                 "Sets the bit depth from the detected grid. Audio that lies on no grid passes through unchanged"),
      learn(learning),
      rate(parameters, parameter::rate,
           "The sample rate at which the audio was quantised: the session's, or the model's if the audio was resampled "
           "afterwards. Automatic decides by the grid: audio that was resampled lies on none"),
      material(parameters, parameter::material,
               "What the audio is. Automatic takes a model for speech up to 24 kHz, which suits other audio too, and a "
               "model for any sound above; Any always takes the latter"),
      quality(parameters, parameter::quality,
              "How long the frames of the model are. Longer frames suit music, but have a longer latency"),
      renderAtBest(parameters, parameter::renderAtBest, "Render at best",
                   "Uses the best quality while the host renders offline, where latency does not matter"),
      iterations(
          parameters, parameter::iterations, 1.0,
          "How many times each frame is refined. A trained model works best with the number that it was trained for; "
          "more iterations take more processing time"),
      strength(
          parameters, parameter::strength, 5.0,
          "The width of the cells relative to the quantiser's. A cell is the interval of all values that are quantised "
          "to the same sample. Wider cells suit dithered audio, narrower ones stay closer to the input"),
      overlap(parameters, parameter::overlap,
              "How many frames overlap. More overlap sounds smoother and lowers the latency, but takes more processing "
              "time"),
      mix(parameters, parameter::mix, 1.0,
          "The balance of the input (0 %) and the restored audio (100 %), both at the same latency"),
      shares("By band"), gain(parameters, parameter::gain, 0.5, "The level of the output; does not affect bypass"),
      listenName(15.0f, textColour),
      removed(parameters, parameter::removed, "Removed noise only", "Outputs only what restoring removes"),
      quantise(parameters, parameter::quantise, "Quantise input",
               "Quantises the input to the bit depth above before restoring it, to try the plugin on clean audio")
{
    gridName.setText("Detected grid", juce::dontSendNotification);
    listenName.setText("Listen", juce::dontSendNotification);
    for (auto* name : {&gridName, &listenName})
        name->setAccessible(false);
    gridLine.setDescription("Detected grid");
    gridLine.setTooltip(
        "The evenly spaced levels on which the samples lie. A mid-tread grid has a level at zero, as in "
        "8-bit files; in a mid-rise grid, zero lies halfway between two levels");
    gridLine.setMinimumHorizontalScale(0.75f);

    shares.setTitle("Shares of the correction by band and channel");
    shares.setTooltip("Sets how much of the correction is applied in each frequency band and channel");
    shares.onClick = [this] { onShares(); };

    // Keyboard focus and screen readers follow the position on screen, not this order.
    for (auto* child : std::initializer_list<juce::Component*>{
             &preset, &bits, &gridName, &gridLine, &followGrid, &learn, &rate, &material, &quality, &renderAtBest,
             &iterations, &strength, &overlap, &mix, &shares, &gain, &listenName, &removed, &quantise})
        addAndMakeVisible(child);
}

void ControlPanel::show(const Status& status)
{
    gridLine.setText(juce::String::fromUTF8(gridText(status.grid).c_str()), juce::dontSendNotification);
    gridLine.setThemeColour(status.depthConflict.empty() ? quietTextColour : errorColour);
    if (status.isDepthAutomatic)
        bits.showInstead(depthInUse(status.grid));
    else
        bits.showParameter();
    showPreset();
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

    preset.setBounds(nextRow());
    bits.setBounds(nextRow());

    auto gridRow = nextRow();
    gridName.setBounds(gridRow.removeFromLeft(rowNameWidth));
    gridRow.removeFromLeft(sliderInset);
    followGrid.setBounds(gridRow.removeFromRight(followWidth));
    gridRow.removeFromRight(gridGap);
    gridLine.setBounds(gridRow);

    for (auto* row : std::initializer_list<juce::Component*>{&learn, &rate, &material})
        row->setBounds(nextRow());
    auto qualityRow = nextRow();
    renderAtBest.setBounds(qualityRow.removeFromRight(renderAtBestWidth));
    qualityRow.removeFromRight(gridGap);
    quality.setBounds(qualityRow);
    for (auto* row : std::initializer_list<juce::Component*>{&iterations, &strength, &overlap})
        row->setBounds(nextRow());
    auto mixRow = nextRow();
    shares.setBounds(mixRow.removeFromRight(sharesWidth).withSizeKeepingCentre(sharesWidth, sharesHeight));
    mixRow.removeFromRight(gridGap);
    mix.setBounds(mixRow);
    gain.setBounds(nextRow());

    auto listenRow = nextRow();
    listenName.setBounds(listenRow.removeFromLeft(rowNameWidth));
    listenRow.removeFromLeft(sliderInset - switchInset);
    removed.setBounds(listenRow.removeFromLeft(listenRow.getWidth() * 11 / 20));
    quantise.setBounds(listenRow);
}

} // namespace dequantizer
