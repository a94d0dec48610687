#pragma once

#include "Model/Model.h"

#include <filesystem>
#include <string_view>

namespace dequantizer
{

/// Reads a matrix from text as written by NumPy's `savetxt`: one row per line, values separated by spaces or commas,
/// comments after '#'. Throws ModelError with one sentence that names the line.
[[nodiscard]] Matrix<float> parseTextMatrix(std::string_view text);

/// Reads a model from such a file, which holds only K. The other parameters are those of the published experiments: 16
/// kHz, ten iterations, the steps for w = 10 at quantisation step `delta`, and a hop of n / 8 samples. Throws
/// ModelError with one sentence that starts with the file name.
[[nodiscard]] Model importTextModel(const std::filesystem::path& file, double delta);

} // namespace dequantizer
