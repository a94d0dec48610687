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
    std::string name;     ///< in reports: below the folder, or corpus/part/file
    std::string material; ///< empty unless a manifest names it
    bool lossy = false;   ///< see mostBitsOfLossySound
};

/// The greatest depth at which sound that went through a lossy codec is a fair reference.
constexpr int mostBitsOfLossySound = 6;

/// The files that the options name, in their order. Throws std::runtime_error with one sentence.
[[nodiscard]] std::vector<EvaluationInput> evaluationInputs(const EvaluateOptions& options);

} // namespace dequantizer
