#pragma once

#include "Algorithm/AdaptiveBackPropagation.h"
#include "Operator/DenseBounds.h"
#include "Training/GroupLoss.h"
#include "Training/PackedOperator.h"
#include "Training/PackedProducts.h"
#include "Training/SegmentGradient.h"
#include "Training/TrainingSettings.h"

namespace dequantizer
{

/// The gradient of a dense operator with learned bounds, for segments at the rate of the settings: k n derivatives with
/// respect to K in column-major order, those with respect to all tensors of DenseParameters, and that with respect to
/// the logarithm of the step product limit. Without TrainingSettings::inputGradient, the inputs of the networks are
/// treated as constants, and the result is not the exact gradient of the loss.
class LearnedBoundsGradient final : public SegmentGradient
{
public:
    /// The references must outlive this object; evaluate() reads their current values. `stepProductLimit` is that of
    /// DenseBoundsSettings. Throws std::invalid_argument if the settings name an unknown loss.
    LearnedBoundsGradient(const TrainingSettings& settings, const PackedOperator& K,
                          const DenseParameters<float>& parameters, const double& stepProductLimit);

    double evaluate(const SegmentGroup& group, std::span<float> gradient) override;

private:
    const TrainingSettings settings;
    const PackedOperator& K;
    const double& stepProductLimit;
    GroupLoss loss;
    DenseBounds<float, PackedProducts> bounds;

    CellFrames<float> frames;
    IterationControls<float> controls;
    AdaptiveHistory<float> history;
    Matrix<float> outputGradient, operatorGradient;
    DenseParameters<float> total;
};

} // namespace dequantizer
