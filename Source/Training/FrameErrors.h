#pragma once

#include "Algorithm/PrimalDual.h"
#include "Model/Model.h"
#include "Signal/Quantiser.h"
#include "Training/TrainingSet.h"

#include <functional>
#include <span>
#include <vector>

namespace dequantizer
{

/// The complete frames of all sounds side by side, none overlapping another: [n, m]. m may be 0.
[[nodiscard]] Matrix<float> framesOf(const std::vector<TrainingSound>& sounds, int frameLength);

/// `count` of these frames, evenly spread; all of them where there are no more.
[[nodiscard]] Matrix<float> spreadFrames(const Matrix<float>& frames, Eigen::Index count);

/// The frames quantised, with their cells.
[[nodiscard]] CellFrames<float> quantisedFrames(const Matrix<float>& clean, const Quantiser& quantiser);

/// The mean squared error over all samples of `clean`, [n, m], between it and its quantised version.
[[nodiscard]] double quantisedError(const Matrix<float>& clean, int bits);

/// The mean squared errors over all samples of `clean`, [n, m], after the numbers of iterations in `iterations`, which
/// must rise, with the model's steps. `progress` hears from time to time which part of the work is done, 0 .. 1; an
/// exception that it throws ends the work.
[[nodiscard]] std::vector<double> errorCurve(const Model& model, const Matrix<float>& clean, int bits,
                                             std::span<const int> iterations,
                                             const std::function<void(double)>& progress);

/// Means over sounds of the SNR of each, in dB, over its complete frames, quantised and restored frame by frame.
struct FrameSnr
{
    double inputDb;
    double restoredDb;
};

/// Sounds shorter than a frame are left out; there must be one that is not.
[[nodiscard]] FrameSnr frameSnr(const Model& model, const std::vector<TrainingSound>& sounds, int bits);

} // namespace dequantizer
