#pragma once

#include "Signal/Quantiser.h"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace dequantizer
{

/// A textbook method to compare the models with.
struct Baseline
{
    std::string name;

    /// Restores one channel of quantised samples at `sampleRate` (Hz). The result has the same length and lies in the
    /// cells. `clean` has as many samples; only an oracle uses it. Several threads may call it concurrently.
    std::function<std::vector<float>(std::span<const float> quantised, double sampleRate, const Quantiser& quantiser,
                                     std::span<const float> clean)>
        restore;
};

/// The options of "gabor", see gaborBaseline().
struct GaborOptions
{
    int iterations = 100;
    bool oracle = false; ///< whether the best iterate of each channel is used, which requires the clean sound
};

/// The names that makeBaseline() knows.
[[nodiscard]] const std::vector<std::string>& baselineNames();

/// `name` is one of baselineNames().
[[nodiscard]] Baseline makeBaseline(const std::string& name, const GaborOptions& gabor);

} // namespace dequantizer
