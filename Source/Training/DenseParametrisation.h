#pragma once

#include "Algorithm/StepSizes.h"
#include "Training/LearnedOperator.h"
#include "Training/Parametrisation.h"
#include "Training/TrainingSettings.h"

namespace dequantizer
{

/// A matrix K, learned in the basis given by the settings, with the logarithm of the weight w and the product
/// p = sigma tau ||K||_2^2, which determine the step sizes (see LearnedSteps). p is its limit times the sigmoid of a
/// learned number.
class DenseParametrisation final : public Parametrisation
{
public:
    /// `initial` is the initial K, [k, n]. Throws std::invalid_argument if its size differs from the settings.
    DenseParametrisation(const TrainingSettings& settings, const Matrix<float>& initial);

    [[nodiscard]] const ParameterLayout& layout() const noexcept override { return tensors; }
    [[nodiscard]] std::vector<float> initialParameters() const override { return start; }
    [[nodiscard]] std::size_t gradientSize() const noexcept override { return K.size() + 3; }
    [[nodiscard]] std::unique_ptr<SegmentGradient> makeSegmentGradient() const override;
    void setParameters(std::span<const float> parameters) override;
    void pullBack(std::span<const float> segmentGradient, std::span<float> gradient) const override;
    [[nodiscard]] std::vector<float> trackedState() const override { return K.trackedState(); }
    void setTrackedState(std::span<const float> state) override { K.setTrackedState(state); }
    [[nodiscard]] Model modelOf(std::span<const float> parameters) const override;

    /// The step sizes during training, with the norm that LearnedOperator tracks. modelOf() uses the exact norm.
    [[nodiscard]] const StepSizes& trackedSteps() const noexcept { return steps; }

private:
    [[nodiscard]] double weightOf(std::span<const float> parameters) const;
    [[nodiscard]] double productOf(std::span<const float> parameters) const;
    [[nodiscard]] StepSizes stepsOf(std::span<const float> parameters, double norm) const;

    const TrainingSettings settings;
    LearnedOperator K;
    ParameterLayout tensors;
    std::vector<float> start;
    StepSizes steps;
    double stepProduct; // p
};

} // namespace dequantizer
