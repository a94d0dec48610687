#pragma once

#include "Companion/Evaluate/EvaluateOptions.h"
#include "Companion/Evaluate/EvaluationInput.h"
#include "Companion/Evaluate/FileEvaluation.h"

#include <vector>

namespace dequantizer
{

/// The figures of all files at one depth, in the order of the inputs.
struct DepthFigures
{
    int bits = 0;
    std::vector<FileFigures> files; ///< at least one
    int lossyLeftOut = 0;           ///< files left out because they went through a lossy codec
};

/// Evaluates `inputs` at all depths of `options`, several files at once, each at its own rate. Says on stderr which
/// files are left out and why, in the order of the inputs, and how far the work has come. The figures, but for the
/// processing times, do not depend on the number of jobs.
///
/// A depth at which no lossless file remains is left out. Throws std::runtime_error with one sentence, also if no file
/// can be evaluated at any depth.
[[nodiscard]] std::vector<DepthFigures> evaluateFiles(const std::vector<EvaluationInput>& inputs,
                                                      const EvaluateOptions& options);

} // namespace dequantizer
