#pragma once

#include "Plugin/Editor/LevelColours.h"
#include "Plugin/Editor/ScrollingImage.h"
#include "Plugin/Editor/SignalView.h"
#include "Plugin/Editor/SpectrogramColumns.h"

namespace dequantizer
{

/// Draws the levels of the last seconds as colours over time and the logarithm of the frequency: the input above, the
/// restored signal below. Computes nothing while it is not visible.
class SpectrogramView final : public SignalView
{
public:
    SpectrogramView();

    /// Analyses what was played since the last call, unless the picture is held.
    void update(const SoundFeed& feed, double sampleRate);

    /// Whether there is anything to draw.
    [[nodiscard]] bool hasColumns() const noexcept { return columns.hasColumns(); }

    /// The pictures of the input and of the restored signal within the view.
    [[nodiscard]] juce::Rectangle<int> inputArea() const;
    [[nodiscard]] juce::Rectangle<int> restoredArea() const;

    void paint(juce::Graphics& graphics) override;
    void lookAndFeelChanged() override;

private:
    using Levels = SpectrogramColumns::Levels;

    struct Picture
    {
        Levels SpectrogramColumns::Column::*levels;
        const char* name;
        ScrollingImage image;
    };

    void clearPictures();
    [[nodiscard]] juce::Rectangle<int> plots() const;
    void paintPicture(juce::Graphics& graphics, Picture& picture, juce::Rectangle<int> area);
    void paintFrequencies(juce::Graphics& graphics, juce::Rectangle<int> area) const;
    void paintTimes(juce::Graphics& graphics) const;
    void paintLegend(juce::Graphics& graphics) const;

    SpectrogramColumns columns;
    LevelColours colours{};
    Picture input{&SpectrogramColumns::Column::input, "Input", {}};
    Picture restored{&SpectrogramColumns::Column::restored, "Restored", {}};
};

} // namespace dequantizer
