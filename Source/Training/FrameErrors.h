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

/// The complete, non-overlapping frames of all signals side by side: [n, m]. m may be 0.
[[nodiscard]] Matrix<float> framesOf(const std::vector<TrainingSound>& sounds, int frameLength);

/// `count` evenly spaced frames of `frames`, or all of them if there are no more than `count`.
[[nodiscard]] Matrix<float> spreadFrames(const Matrix<float>& frames, Eigen::Index count);

/// The quantised frames and their cells.
[[nodiscard]] CellFrames<float> quantisedFrames(const Matrix<float>& clean, const Quantiser& quantiser);

/// The mean squared error between `clean`, [n, m], and its quantised version, over all samples.
[[nodiscard]] double quantisedError(const Matrix<float>& clean, int bits);

/// The mean squared errors over all samples of `clean`, [n, m], after each number of iterations in `iterations`, which
/// must be in ascending order, with the algorithm and the step sizes of the model. `progress` is called regularly with
/// the completed share of the work, 0 .. 1; an exception that it throws aborts the computation. If `gaps` is given, it
/// receives the relative duality gaps, see relativeGap(), averaged over the frames.
[[nodiscard]] std::vector<double> errorCurve(const Model& model, const Matrix<float>& clean, int bits,
                                             std::span<const int> iterations,
                                             const std::function<void(double)>& progress,
                                             std::vector<double>* gaps = nullptr);

/// SNR in dB, averaged over signals. The SNR of a signal covers its complete frames, processed one by one.
struct FrameSnr
{
    double inputDb;    ///< of the quantised frames
    double restoredDb; ///< of the restored frames
};

/// Ignores signals shorter than a frame; at least one must be as long as a frame.
[[nodiscard]] FrameSnr frameSnr(const Model& model, const std::vector<TrainingSound>& sounds, int bits);

} // namespace dequantizer
