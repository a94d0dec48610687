#pragma once

#include "Plugin/Editor/ParameterControls.h"
#include "Plugin/State/ParameterReader.h"

namespace dequantizer
{

/// The curve of CorrectionShares over frequency.
class SharesCurve final : public juce::Component, public juce::SettableTooltipClient
{
public:
    SharesCurve();

    void show(const CorrectionShares& shares);

    /// The share of the correction at `hertz`, 0 .. 1, as CorrectionShaper applies it well below the Nyquist frequency.
    [[nodiscard]] static float shareAt(double hertz, const CorrectionShares& shares);

    void paint(juce::Graphics& graphics) override;

private:
    CorrectionShares shown;
};

/// How much of the correction is applied, by frequency band and by channel: the curve and a control for each parameter.
class SharesPanel final : public juce::Component
{
public:
    explicit SharesPanel(juce::AudioProcessorValueTreeState& parameters);

    /// Shows the current values.
    void update();

    /// Called by the button that closes the panel.
    std::function<void()> onClose;

    void paint(juce::Graphics& graphics) override;
    void resized() override;

private:
    const ParameterReader reader;
    ThemedLabel title;
    juce::TextButton close;
    SharesCurve curve;
    SliderRow low, middle, high, lowSplit, highSplit;
    ChoiceRow stereo;
    SliderRow first, second;
};

} // namespace dequantizer
