#pragma once

#include "Plugin/Editor/LevelHistory.h"
#include "Plugin/Editor/SignalView.h"

#include <functional>

namespace dequantizer
{

/// Draws over the last minute of sound the levels of the input and of what restoring removed, and the gain of the
/// output over the input.
class HistoryView final : public SignalView
{
public:
    HistoryView();

    /// See LevelHistory::add(). Levels are kept also while the view is not visible, so that it can show what has
    /// happened; nothing is drawn. While the picture is held, nothing is added.
    void update(const LevelMeter::Levels& input, const LevelMeter::Levels& output, const LevelMeter::Levels& removed,
                std::uint64_t written, double sampleRate);

    /// The places of a level and of a gain in dB, `ago` steps before the latest.
    [[nodiscard]] juce::Point<float> levelAt(float decibels, std::size_t ago) const;
    [[nodiscard]] juce::Point<float> gainAt(float decibels, std::size_t ago) const;

    void paint(juce::Graphics& graphics) override;

private:
    [[nodiscard]] juce::Rectangle<float> plots() const;
    [[nodiscard]] juce::Rectangle<float> levels() const;
    [[nodiscard]] juce::Rectangle<float> gains() const;
    [[nodiscard]] float xOf(std::size_t ago) const;
    [[nodiscard]] juce::Path curveOf(const std::function<juce::Point<float>(std::size_t)>& pointAt) const;
    void paintGrid(juce::Graphics& graphics) const;
    void paintLegend(juce::Graphics& graphics) const;

    LevelHistory history;
};

} // namespace dequantizer
