#pragma once

#include "Model/ModelFile.h"

#include <filesystem>

namespace dequantizer
{

/// Whether `file` has the extension of a text matrix: .txt, .csv or .dat.
[[nodiscard]] bool isTextMatrix(const std::filesystem::path& file);

/// Loads a model file, a text matrix (see importTextModel(), which takes `delta`), or the shipped model with this name
/// if there is no such file. Throws ModelError with one sentence.
[[nodiscard]] Model loadNamedModel(const std::filesystem::path& name, double delta,
                                   AcceptedModels accepted = AcceptedModels::chambollePock);

} // namespace dequantizer
