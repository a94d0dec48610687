#pragma once

#include <functional>
#include <span>
#include <vector>

namespace dequantizer
{

/// Runs competitors in turn, many short times, and gives the shortest time of a call for each, in seconds. What else
/// the machine does then hits all of them alike, and the shortest run is one that it did not hit.
[[nodiscard]] std::vector<double> fastestTimes(std::span<const std::function<void()>> competitors, int rounds);

} // namespace dequantizer
