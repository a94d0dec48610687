#pragma once

#include <filesystem>

namespace dequantizer
{

/// Has gnuplot run the script. Returns false if there is no gnuplot in the folders of PATH; throws std::runtime_error
/// with one sentence, the last line that gnuplot printed, if it fails.
[[nodiscard]] bool runGnuplot(const std::filesystem::path& script);

} // namespace dequantizer
