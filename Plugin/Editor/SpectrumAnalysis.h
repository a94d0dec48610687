#pragma once

#include "Plugin/Editor/FrameSpectra.h"

#include <span>
#include <vector>

namespace dequantizer
{

/// The power spectra of the input, of the restored signal and of what was removed, averaged over time.
class SpectrumAnalysis
{
public:
    /// The length of a frame in samples.
    static constexpr int frameLength = 4096;

    /// The number of frequencies, 0 .. half of the sample rate.
    static constexpr std::size_t bins = frameLength / 2 + 1;

    /// Analyses a frame of frameLength samples, `seconds` >= 0 after the previous one. The first one is not averaged.
    void add(std::span<const ScopeSample> frame, double seconds);

    /// Forgets all frames.
    void reset() noexcept { isEmpty = true; }

    [[nodiscard]] bool hasSpectra() const noexcept { return !isEmpty; }

    /// Power by frequency, 1 for a sine at full scale; valid if hasSpectra().
    [[nodiscard]] std::span<const double> input() const noexcept { return ofInput; }
    [[nodiscard]] std::span<const double> restored() const noexcept { return ofRestored; }
    [[nodiscard]] std::span<const double> removed() const noexcept { return ofRemoved; }

private:
    FrameSpectra latest{frameLength};
    std::vector<double> ofInput = std::vector<double>(bins), ofRestored = ofInput, ofRemoved = ofInput;
    bool isEmpty = true;
};

} // namespace dequantizer
