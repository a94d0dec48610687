#pragma once

#include <string>
#include <vector>

namespace dequantizer
{

/// The results of a run of a program.
struct RunResult
{
    int status = -1;
    std::string output; ///< stdout
    std::string errors; ///< stderr
};

/// Runs the program with these arguments and waits for it.
[[nodiscard]] RunResult runProgram(const std::string& program, const std::vector<std::string>& arguments);

/// Runs the built `dequantizer` with these arguments and waits for it.
[[nodiscard]] RunResult runDequantizer(const std::vector<std::string>& arguments);

} // namespace dequantizer
