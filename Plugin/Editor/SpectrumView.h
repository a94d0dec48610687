#pragma once

#include "Plugin/Editor/FrequencyView.h"
#include "Plugin/Editor/SpectrumAnalysis.h"

#include <vector>

namespace dequantizer
{

/// Draws the spectra of the input, the restored signal and what was removed over the logarithm of the frequency.
/// Computes nothing while it is not visible.
class SpectrumView final : public FrequencyView
{
public:
    SpectrumView();

    /// Analyses the latest samples, unless the picture is held; `seconds` >= 0 after the last call.
    void update(const SoundFeed& feed, double sampleRate, double seconds);

    /// Whether there is anything to draw.
    [[nodiscard]] bool hasSpectra() const noexcept { return analysis.hasSpectra(); }

    void paint(juce::Graphics& graphics) override;

private:
    void paintLegend(juce::Graphics& graphics) const;

    SpectrumAnalysis analysis;
    std::vector<ScopeSample> samples;
    std::uint64_t shown = 0; // position in the feed
    double age = 0.0;        // of the picture, in seconds
};

} // namespace dequantizer
