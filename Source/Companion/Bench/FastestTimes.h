#pragma once

#include <functional>
#include <span>
#include <vector>

namespace dequantizer
{

/// Runs the competitors alternately, in many short runs, and returns the shortest time of a call for each, in seconds.
/// Other load on the machine then affects all of them equally, and the shortest run least.
[[nodiscard]] std::vector<double> fastestTimes(std::span<const std::function<void()>> competitors, int rounds);

} // namespace dequantizer
