#pragma once

#include "Model/Model.h"

#include <filesystem>
#include <string_view>

namespace dequantizer
{

/// A matrix from text as NumPy's `savetxt` writes it: a row a line, values apart by blanks or commas, comments behind
/// '#'. Throws ModelError with one sentence that names the line.
[[nodiscard]] Matrix<float> parseTextMatrix(std::string_view text);

/// A model from such a file, which holds K alone: the rest is as in the published experiments, namely 16 kHz, ten
/// iterations and the steps for w = 10 at the quantisation step `delta`, with frames every n / 8 samples. Throws
/// ModelError with one sentence that begins with the file's name.
[[nodiscard]] Model importTextModel(const std::filesystem::path& file, double delta);

} // namespace dequantizer
