#pragma once

#include "Plugin/Metering/LevelMeter.h"
#include "Plugin/Metering/MeterBallistics.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace dequantizer
{

/// A level meter: bars for RMS and peak, and the held peak as a line and a number.
class MeterView final : public juce::Component, public juce::SettableTooltipClient
{
public:
    MeterView(const juce::String& name, const juce::String& tooltip);

    /// Shows the levels measured during the `seconds` since the last call.
    void update(const LevelMeter::Levels& levels, double seconds);

    /// "peak -3.2 dB, average -14.0 dB".
    [[nodiscard]] juce::String text() const;

    /// The position of a level on the bar, 0 .. 1.
    [[nodiscard]] static float positionOf(float decibels) noexcept;

    /// The area of the bar within a component of the given bounds.
    [[nodiscard]] static juce::Rectangle<int> barIn(juce::Rectangle<int> bounds) noexcept;

    void paint(juce::Graphics& graphics) override;
    std::unique_ptr<juce::AccessibilityHandler> createAccessibilityHandler() override;

private:
    const juce::String name;
    MeterBallistics ballistics;
};

/// The scale below the meters.
class MeterScale final : public juce::Component
{
public:
    MeterScale();
    void paint(juce::Graphics& graphics) override;
};

} // namespace dequantizer
