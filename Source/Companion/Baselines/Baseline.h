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
    /// cells. Several threads may call it concurrently.
    std::function<std::vector<float>(std::span<const float> quantised, double sampleRate, const Quantiser& quantiser)>
        restore;
};

/// The names that makeBaseline() knows.
[[nodiscard]] const std::vector<std::string>& baselineNames();

/// `name` is one of baselineNames(). `gaborIterations` >= 0 applies to "gabor", see gaborBaseline().
[[nodiscard]] Baseline makeBaseline(const std::string& name, int gaborIterations);

} // namespace dequantizer
