#pragma once

#include "Training/ProcessGroup.h"

#include <cstddef>
#include <span>
#include <vector>

namespace dequantizer
{

/// Which cells of a table this process computes, as increasing indices into `work`, the amounts of work of the cells
/// that are missing. The largest cells are given away first, each to the process with the least work so far. Waits for
/// all processes. Throws std::runtime_error if they disagree about the number of cells, because their output folder is
/// not the same.
[[nodiscard]] std::vector<std::size_t> ownCells(ProcessGroup& processes, std::span<const double> work);

} // namespace dequantizer
