#pragma once

#include "Training/Loss.h"
#include "Training/Objective.h"
#include "Training/OverlapFraming.h"
#include "Training/SegmentSource.h"
#include "Training/TrainingSettings.h"

#include <memory>
#include <vector>

namespace dequantizer
{

/// What a minibatch pays for the frames that an operator restored of a group of segments, at one sample rate: the loss
/// of the overlap-added frames in units of Delta^2 / 12, the objective of a group, and the derivative of both. An
/// object serves one thread; its memory is used again.
class GroupLoss
{
public:
    /// `sampleRate` in Hz. Throws std::invalid_argument for a loss that does not exist.
    GroupLoss(const TrainingSettings& settings, double sampleRate, const OverlapFraming& framing);

    [[nodiscard]] const OverlapFraming& framing() const noexcept { return frames; }

    /// The group's share of the minibatch's loss, if `restored`, [n, S F], are the restored frames of its S segments,
    /// in the order of OverlapFraming::cut(). `derivative` receives the derivatives with respect to them.
    double evaluate(const SegmentGroup& group, const Matrix<float>& restored, Matrix<float>& derivative);

private:
    const std::unique_ptr<Loss> loss;
    const Objective objective;
    const int segmentsOfMinibatch;
    const OverlapFraming frames;
    std::vector<double> clean, signal, restoredLosses, quantisedLosses, slopes;
    std::vector<std::vector<double>> derivatives; // of each segment's loss
};

} // namespace dequantizer
