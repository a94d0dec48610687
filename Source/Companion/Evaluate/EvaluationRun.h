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
    int lossyLeftOut = 0;           ///< the number of files skipped because a lossy codec was used
};

/// Evaluates `inputs` at all depths of `options`, each at its own rate, several files in parallel. Reports progress,
/// and the files that are left out with the reasons, on stderr in the order of the inputs. Except for the processing
/// times, the figures do not depend on the number of jobs.
///
/// A depth without lossless files is left out. Throws std::runtime_error with one sentence, also if no file can be
/// evaluated at any depth.
[[nodiscard]] std::vector<DepthFigures> evaluateFiles(const std::vector<EvaluationInput>& inputs,
                                                      const EvaluateOptions& options);

} // namespace dequantizer
