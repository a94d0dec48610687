#pragma once

#include "Algorithm/AdaptiveBackPropagation.h"
#include "Operator/FourierBounds.h"
#include "Operator/WindowedFourier.h"
#include "Training/GroupLoss.h"
#include "Training/SegmentGradient.h"
#include "Training/TrainingSettings.h"
#include "Training/VectorBoundNetwork.h"

#include <map>

namespace dequantizer
{

/// The gradient with respect to FourierParameters, flattened as by FourierParametrisation, for segments at any rates.
/// The frames of a group follow frameGeometry() at its rate. The context of a frame is the eight frames before it in
/// the same segment. Without TrainingSettings::inputGradient, the inputs of the networks are treated as constants, and
/// the result is not the exact gradient of the loss. With GradientMode::truncated, it is that of
/// backPropagateAdaptiveTruncated().
///
/// The first group at a rate plans the transforms for it; later groups reuse the memory.
class FourierSegmentGradient final : public SegmentGradient
{
public:
    /// `parameters` must outlive this object; evaluate() reads their current values. Throws std::invalid_argument if
    /// the settings name an unknown loss.
    FourierSegmentGradient(const TrainingSettings& settings, const FourierParameters<float>& parameters);

    double evaluate(const SegmentGroup& group, std::span<float> gradient) override;

private:
    // Depends on the sample rate.
    struct AtRate
    {
        AtRate(const TrainingSettings& settings, const FourierParameters<float>& parameters, double sampleRate);

        GroupLoss loss;
        WindowedFourier<float> K;
        FourierBounds<float, VectorBoundNetwork> bounds;
    };
    AtRate& at(double sampleRate);

    const TrainingSettings settings;
    const FourierParameters<float>& learned;
    std::map<double, AtRate> rates;

    CellFrames<float> frames;
    IterationControls<float> controls;
    AdaptiveHistory<float> history; // of the full gradient
    std::vector<int> updates;       // of the truncated gradient
    Matrix<float> outputGradient;
    FourierParameters<float> total;
};

} // namespace dequantizer
