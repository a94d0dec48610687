#pragma once

#include <filesystem>

namespace dequantizer
{

/// Runs the script with gnuplot. Returns false if gnuplot is not in the folders of PATH. If gnuplot fails, throws
/// std::runtime_error with one sentence, which contains the last line of its output.
[[nodiscard]] bool runGnuplot(const std::filesystem::path& script);

} // namespace dequantizer
