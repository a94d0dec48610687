#pragma once

#include "Plugin/Metering/LevelMeter.h"
#include "Plugin/Metering/MeterBallistics.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace dequantizer
{

/// A level as a bar: root mean square and peak, with the highest peak held, also as a number.
class MeterView final : public juce::Component, public juce::SettableTooltipClient
{
public:
    MeterView(const juce::String& name, const juce::String& tooltip);

    /// What was measured in the `seconds` since the last call.
    void update(const LevelMeter::Levels& levels, double seconds);

    /// "peak -3.2 dB, average -14.0 dB".
    [[nodiscard]] juce::String text() const;

    /// Where a level stands on the bar, 0 .. 1.
    [[nodiscard]] static float placeOf(float decibels) noexcept;

    /// The bar in this component, whatever its size.
    [[nodiscard]] static juce::Rectangle<int> barIn(juce::Rectangle<int> bounds) noexcept;

    void paint(juce::Graphics& graphics) override;
    std::unique_ptr<juce::AccessibilityHandler> createAccessibilityHandler() override;

private:
    const juce::String name;
    MeterBallistics ballistics;
    float average = MeterBallistics::floor;
};

/// The numbers under the meters' bars.
class MeterScale final : public juce::Component
{
public:
    MeterScale();
    void paint(juce::Graphics& graphics) override;
};

} // namespace dequantizer
