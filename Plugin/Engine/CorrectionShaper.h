#pragma once

#include "Plugin/Engine/CorrectionShares.h"
#include "Plugin/Engine/GainRamp.h"
#include "Plugin/Engine/Rendering.h"

#include <array>
#include <cstddef>
#include <vector>

namespace dequantizer
{

/// Applies CorrectionShares to a stream. The bands are split by filters whose outputs add up to their input, without
/// latency. While all shares are 1, the restored signal passes unchanged to the bit. Shares change in short ramps.
class CorrectionShaper
{
public:
    /// Ramps take `rampSamples` >= 1. Allocates, and resets.
    void prepare(std::size_t channels, double sampleRate, int rampSamples);

    /// Forgets the signal and sets the shares without a ramp.
    void reset(const CorrectionShares& shares) noexcept;

    /// Audio thread: replaces the next `samples` samples of `rendering.restored`. The result depends on the samples
    /// alone, not on the block lengths.
    void process(Rendering& rendering, int samples, const CorrectionShares& shares) noexcept;

private:
    // The states of the two lowpass filters of a channel.
    struct Filters
    {
        float low = 0.0f, lowAndMid = 0.0f;
    };

    template <typename Set>
    void setTargets(const CorrectionShares& shares, const Set& set) noexcept;
    [[nodiscard]] bool isNeutral() const noexcept;
    [[nodiscard]] float weighted(Filters& filters, float correction, const std::array<float, 3>& gains) const noexcept;

    double rate = 44100.0;
    std::vector<Filters> filters;
    std::array<float, 2> coefficients{}; // of the filters
    std::array<GainRamp, 3> bands;
    // What the corrections of the first two channels contribute to their own channel, and to each other's.
    GainRamp first, second, crossed;
    std::vector<float> corrections; // of one sample
};

} // namespace dequantizer
