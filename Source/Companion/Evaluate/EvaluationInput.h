#pragma once

#include "Companion/Evaluate/EvaluateOptions.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dequantizer
{

/// A sound file to evaluate.
struct EvaluationInput
{
    std::filesystem::path path;
    std::string name;     ///< for reports: the path relative to the folder, or corpus/part/file
    std::string material; ///< from the manifest; empty without one
    std::string group;    ///< the speaker, piece, kit or instrument from the manifest; empty without one
    bool lossy = false;   ///< see mostBitsOfLossySound
};

/// The largest depth at which audio from a lossy codec is a valid reference.
constexpr int mostBitsOfLossySound = 6;

/// The files that the options select, in their order. Throws std::runtime_error with one sentence.
[[nodiscard]] std::vector<EvaluationInput> evaluationInputs(const EvaluateOptions& options);

} // namespace dequantizer
