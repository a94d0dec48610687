#pragma once

#include "Training/Validation.h"

#include <filesystem>
#include <string>

namespace dequantizer
{

/// The figures of a training run as a CSV file, a row a validation.
class TrainingLog
{
public:
    /// An empty path means that nothing is written. Where the run goes on from minibatch `resumedAt` > 0, the rows that
    /// the file has up to there are kept and later ones, which will be computed again, are dropped; else the file
    /// begins anew. Throws FileError where it cannot be written.
    TrainingLog(std::filesystem::path file, long resumedAt);

    /// `loss` is the mean over the minibatches since the last row, `weight` the current w.
    void add(long step, double loss, const ValidationFigures& figures, double weight);

private:
    void write() const;

    const std::filesystem::path file;
    std::string text;
};

} // namespace dequantizer
