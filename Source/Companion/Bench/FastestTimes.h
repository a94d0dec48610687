#pragma once

#include <functional>
#include <span>
#include <vector>

namespace dequantizer
{

/// Runs the competitors alternately, in many short runs, and returns the time of a call in each run, in seconds: one
/// list per competitor, [rounds]. Other load on the machine affects all of them equally.
[[nodiscard]] std::vector<std::vector<double>> interleavedTimes(std::span<const std::function<void()>> competitors,
                                                                int rounds);

/// The shortest time of each competitor in interleavedTimes(), which other load affects least.
[[nodiscard]] std::vector<double> fastestTimes(std::span<const std::function<void()>> competitors, int rounds);

/// The median of numerator / denominator over runs that followed each other, and that therefore met about the same load
/// and clock frequency. Both have the same size >= 1.
[[nodiscard]] double medianRatio(std::span<const double> numerator, std::span<const double> denominator);

} // namespace dequantizer
