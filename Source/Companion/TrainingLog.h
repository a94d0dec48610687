#pragma once

#include "Training/Validation.h"

#include <filesystem>
#include <string>

namespace dequantizer
{

/// The figures of a training run as a CSV file with one row per validation.
class TrainingLog
{
public:
    /// Writes nothing if the path is empty. If the run resumes after minibatch `resumedAt` > 0, keeps the rows of the
    /// file up to there and drops later ones, which will be computed again; otherwise starts a new file. Throws
    /// FileError if the file cannot be written.
    TrainingLog(std::filesystem::path file, long resumedAt);

    /// `loss` is the mean over the minibatches since the last row, `weight` the current w. Throws FileError.
    void add(long step, double loss, const ValidationFigures& figures, double weight);

private:
    void write() const;

    const std::filesystem::path file;
    std::string text;
};

} // namespace dequantizer
