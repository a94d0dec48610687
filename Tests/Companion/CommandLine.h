#pragma once

#include <filesystem>
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

/// Whether a test can run scripts in /bin/sh.
#ifdef _WIN32
inline constexpr bool hasShell = false;
#else
inline constexpr bool hasShell = true;
#endif

/// Runs the program with these arguments and waits for it. Its stdin is the file `input`, or empty.
[[nodiscard]] RunResult runProgram(const std::string& program, const std::vector<std::string>& arguments,
                                   const std::filesystem::path& input = {});

/// Runs the built `dequantizer` with these arguments and waits for it. Its stdin is the file `input`, or empty.
[[nodiscard]] RunResult runDequantizer(const std::vector<std::string>& arguments,
                                       const std::filesystem::path& input = {});

} // namespace dequantizer
