#pragma once

#include "Model/Model.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace dequantizer
{

/// The models that a program can use.
enum class AcceptedModels
{
    chambollePock, ///< those for the frame solvers of Realtime
    anyAlgorithm   ///< also those that were trained for another algorithm, see Model::scheme
};

/// A model as the bytes of a safetensors file, see Safetensors.h. Version 1 is a dense model with constant bounds,
/// whose only tensor is `K`, [k, n]. Version 2 is a model with learned bounds: either a windowed Fourier model with the
/// tensors of FourierParameters::forEachTensor(), or a dense model with `K` and the tensors of
/// DenseParameters::forEachTensor(), `bounds.*` and `steps.*`. Version 3 is a dense model like version 1, but for
/// another algorithm than Chambolle-Pock, which programs that know no other must not read. Everything else is text in
/// the header's __metadata__:
///
///     format             "dequantizer-model"
///     format_version     "1", "2" or "3"
///     name               free text without control characters
///     sample_rate        Hz
///     quantiser          "mid-rise"
///     reference_step     Delta, signal units
///     iterations         L
///     sigma, tau, theta  at the reference step
///     hop                samples
///     training.KEYWORD   free text, any number of these
///
/// and in version 2 also
///
///     operator           "windowed-fourier" or "dense"
///     window             "sine"; only windowed-fourier
///     frame_length       n, samples; only windowed-fourier
///     update_iterations  the iterations before which the bounds are updated, as a JSON array
///
/// and in version 3 also
///
///     algorithm          one of algorithmNames other than chambolle-pock
///     relaxation, inertia
///
/// The same model always gives the same bytes.
[[nodiscard]] std::string serialiseModel(const Model& model);

/// The inverse of serialiseModel(). Checks everything and throws ModelError with one sentence about the error. Ignores
/// unknown metadata, and rejects newer format versions and models that are not `accepted`.
[[nodiscard]] Model parseModel(std::string_view bytes, AcceptedModels accepted = AcceptedModels::chambollePock);

/// Validates the model and writes it atomically. Throws ModelError.
void writeModelFile(const Model& model, const std::filesystem::path& file);

/// Reads a whole safetensors file. Throws ModelError with one sentence that starts with the file name.
[[nodiscard]] Model readModelFile(const std::filesystem::path& file,
                                  AcceptedModels accepted = AcceptedModels::chambollePock);

} // namespace dequantizer
