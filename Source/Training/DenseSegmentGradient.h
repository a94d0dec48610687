#pragma once

#include "Training/GradientSolver.h"
#include "Training/GroupLoss.h"
#include "Training/SegmentGradient.h"
#include "Training/TrainingSettings.h"

namespace dequantizer
{

/// The gradient with respect to a matrix K and its step sizes: k n derivatives with respect to K, stored by columns,
/// then those with respect to sigma, tau and theta. The step sizes are those at the settings' bit depth; segments on
/// another grid are solved with the steps scaled to it.
class DenseSegmentGradient final : public SegmentGradient
{
public:
    /// `K` and `steps` must outlive this. Throws std::invalid_argument for a loss that does not exist.
    DenseSegmentGradient(const TrainingSettings& settings, const PackedOperator& K, const StepSizes& steps);

    double evaluate(const SegmentGroup& group, std::span<float> gradient) override;

private:
    const TrainingSettings settings;
    const PackedOperator& K;
    const StepSizes& steps;
    GroupLoss loss;
    CellFrames<float> frames;
    GradientSolver solver;
    Matrix<float> outputGradient;
};

} // namespace dequantizer
