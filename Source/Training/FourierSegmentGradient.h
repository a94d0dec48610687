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

/// The gradient with respect to FourierParameters, flattened as FourierParametrisation does, of segments at any rates.
/// The frames of a group are those of frameGeometry() at its rate, and a frame hears the eight before it of its own
/// segment. Without TrainingSettings::inputGradient what the networks hear counts as given, and the gradient is not
/// that of the loss.
///
/// The first group of a rate plans its transforms; the groups after it use the same memory.
class FourierSegmentGradient final : public SegmentGradient
{
public:
    /// `parameters` must outlive this; evaluate() takes their values at the time. Throws std::invalid_argument for a
    /// loss that does not exist.
    FourierSegmentGradient(const TrainingSettings& settings, const FourierParameters<float>& parameters);

    double evaluate(const SegmentGroup& group, std::span<float> gradient) override;

private:
    // What depends on the rate.
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
    AdaptiveHistory<float> history;
    Matrix<float> outputGradient;
    FourierParameters<float> total;
};

} // namespace dequantizer
