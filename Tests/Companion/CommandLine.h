#pragma once

#include <string>
#include <vector>

namespace dequantizer
{

/// What a run of the built `dequantizer` program left.
struct RunResult
{
    int status = -1;
    std::string output; ///< stdout
    std::string errors; ///< stderr
};

/// Runs `dequantizer` with these arguments and waits for it.
[[nodiscard]] RunResult runDequantizer(const std::vector<std::string>& arguments);

} // namespace dequantizer
