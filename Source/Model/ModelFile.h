#pragma once

#include "Model/Model.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace dequantizer
{

/// A model as the bytes of a safetensors file (https://github.com/huggingface/safetensors, "Format"): eight bytes of
/// header length (little endian), the header as JSON, then the tensor `K` (F32, [k, n], by rows). Everything else
/// stands as text in the header's __metadata__:
///
///     format             "dequantizer-model"
///     format_version     "1"
///     name               free text
///     sample_rate        Hz
///     quantiser          "mid-rise"
///     reference_step     Delta, signal units
///     iterations         L
///     sigma, tau, theta  at the reference step
///     hop                samples
///     training.KEYWORD   free text, any number of these
///
/// The same model always gives the same bytes.
[[nodiscard]] std::string serialiseModel(const Model& model);

/// The inverse of serialiseModel(). Checks everything and throws ModelError with one sentence about the error. Ignores
/// unknown metadata and rejects newer format versions.
[[nodiscard]] Model parseModel(std::string_view bytes);

/// Validates the model and writes it atomically. Throws ModelError.
void writeModelFile(const Model& model, const std::filesystem::path& file);

/// Reads a whole safetensors file. Throws ModelError with one sentence that starts with the file name.
[[nodiscard]] Model readModelFile(const std::filesystem::path& file);

} // namespace dequantizer
