#pragma once

#include "Plugin/Editor/BoundsAnalysis.h"
#include "Plugin/Editor/FrequencyView.h"

#include <cstdint>
#include <vector>

namespace dequantizer
{

/// Draws the bounds that the operator predicts for the latest frame, over the logarithm of the frequency. Computes
/// nothing while it is not visible.
class BoundsView final : public FrequencyView
{
public:
    BoundsView();

    /// The operator that restores the sound, see BoundsAnalysis::use().
    void use(const std::shared_ptr<const Model>& model);

    /// Analyses the latest frame, unless the picture is held; `seconds` >= 0 after the last call.
    void update(const SoundFeed& feed, double seconds);

    /// Whether there is anything to draw.
    [[nodiscard]] bool hasBounds() const noexcept { return analysis.hasBounds(); }

    void paint(juce::Graphics& graphics) override;

private:
    BoundsAnalysis analysis;
    std::vector<ScopeSample> samples;
    std::uint64_t shown = 0; // position in the feed
    double age = 0.0;        // of the picture, in seconds
};

} // namespace dequantizer
