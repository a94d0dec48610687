#pragma once

#include "Training/GradientSolver.h"
#include "Training/GroupLoss.h"
#include "Training/SegmentGradient.h"
#include "Training/TrainingSettings.h"

namespace dequantizer
{

/// The gradient with respect to a matrix K and its step sizes: k n derivatives with respect to K in column-major order,
/// followed by those with respect to sigma, tau and theta. The step sizes are those at the bit depth of the settings.
/// For segments with another Delta, they are scaled accordingly.
class DenseSegmentGradient final : public SegmentGradient
{
public:
    /// `K` and `steps` must outlive this object. Throws std::invalid_argument if the settings name an unknown loss.
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
