#pragma once

#include "Algorithm/Matrix.h"

#include <filesystem>
#include <string_view>

namespace dequantizer
{

/// A matrix from text as NumPy's `savetxt` writes it: a row a line, values apart by blanks or commas, comments behind '#'.
/// Throws ModelError with one sentence that names the line.
[[nodiscard]] Matrix<float> parseTextMatrix(std::string_view text);

/// Reads such a file. Throws ModelError with one sentence that begins with the file's name.
[[nodiscard]] Matrix<float> readTextMatrix(const std::filesystem::path& file);

} // namespace dequantizer
