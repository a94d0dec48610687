#pragma once

#include "Signal/Quantiser.h"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace dequantizer
{

/// A textbook method to compare models with.
struct Baseline
{
    std::string name;

    /// Restores one channel of quantised samples at `sampleRate` (Hz); the result is as long and within the cells.
    /// May be called by several threads at once.
    std::function<std::vector<float>(std::span<const float> quantised, double sampleRate, const Quantiser& quantiser)>
        restore;
};

/// The names that makeBaseline() knows.
[[nodiscard]] const std::vector<std::string>& baselineNames();

/// `name` is one of baselineNames(). `gaborIterations` >= 0 is for "gabor", see gaborBaseline().
[[nodiscard]] Baseline makeBaseline(const std::string& name, int gaborIterations);

} // namespace dequantizer
