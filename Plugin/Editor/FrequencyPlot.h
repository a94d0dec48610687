#pragma once

#include "Plugin/Editor/FrequencyAxis.h"

#include <juce_gui_basics/juce_gui_basics.h>

#include <span>
#include <vector>

namespace dequantizer
{

/// A plot of decibels over the logarithm of the frequency.
struct FrequencyPlot
{
    /// The height of the numbers below the plot and the width of those beside it, in pixels.
    static constexpr int frequencyHeight = 16, decibelWidth = 34;

    float topDecibels, bottomDecibels, decibelsPerLine;
    FrequencyAxis axis{};
    juce::Rectangle<float> area{}; ///< without the numbers

    /// The part of a component that is left for the plot, without the numbers.
    [[nodiscard]] static juce::Rectangle<float> areaWithin(juce::Rectangle<int> component);

    [[nodiscard]] float xOf(double frequency) const;
    [[nodiscard]] float yOf(float decibels) const;

    /// Draws lines and numbers, all of them within `owner`.
    void paintGrid(juce::Graphics& graphics, const juce::Component& owner) const;

    /// Points from left to right, at equal distances.
    using Curve = std::vector<juce::Point<float>>;

    /// The curve of a power spectrum, from 0 to half of the sample rate.
    [[nodiscard]] Curve curveOf(std::span<const double> power) const;

    /// The part of the plot below `curve`.
    [[nodiscard]] juce::Path below(const Curve& curve) const;

    /// A line along `curve`, to be filled: faster than juce::Graphics::strokePath(), which constructs every joint.
    [[nodiscard]] static juce::Path lineAlong(const Curve& curve, float thickness);
};

} // namespace dequantizer
