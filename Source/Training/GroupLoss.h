#pragma once

#include "Signal/LoudnessDifference.h"
#include "Training/Loss.h"
#include "Training/Objective.h"
#include "Training/OverlapFraming.h"
#include "Training/SegmentSource.h"
#include "Training/TrainingSettings.h"

#include <memory>
#include <vector>

namespace dequantizer
{

/// The loss of a group of segments at one sample rate, as a function of their restored frames: the loss of the
/// overlap-added frames in units of Delta^2 / 12, the objective of the group, and the derivative of both. If the
/// settings give a weight to loudness, weight * ln(mean of the segments' LoudnessDifference + 0.2) is added. An object
/// must be used by one thread at a time; calls reuse its memory.
class GroupLoss
{
public:
    /// `sampleRate` in Hz. Throws std::invalid_argument if the settings name an unknown loss.
    GroupLoss(const TrainingSettings& settings, double sampleRate, const OverlapFraming& framing);

    [[nodiscard]] const OverlapFraming& framing() const noexcept { return frames; }

    /// Returns the contribution of the group to the loss of the minibatch. `restored`, [n, S F], holds the restored
    /// frames of its S segments in the order of OverlapFraming::cut(). `derivative` receives the gradient for it.
    double evaluate(const SegmentGroup& group, const Matrix<float>& restored, Matrix<float>& derivative);

private:
    // The term of loudness, from the sum over the segments; adds its derivatives, from `audible`, to `derivatives`.
    double addLoudness(double sum);

    const std::unique_ptr<Loss> loss;
    const std::unique_ptr<LoudnessDifference> loudness; // null without its weight
    const double loudnessWeight;
    const Objective objective;
    const int segmentsOfMinibatch;
    const OverlapFraming frames;
    std::vector<double> clean, signal, ignored, restoredLosses, quantisedLosses, slopes;
    std::vector<std::vector<double>> derivatives, audible; // of the losses of each segment
};

} // namespace dequantizer
