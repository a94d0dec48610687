#pragma once

#include "Algorithm/StepSizes.h"
#include "Training/PackedOperator.h"
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
    DenseParametrisation(const TrainingSettings& settings, Matrix<float> initial);

    [[nodiscard]] const ParameterLayout& layout() const noexcept override { return tensors; }
    [[nodiscard]] std::vector<float> initialParameters() const override { return start; }
    [[nodiscard]] std::size_t gradientSize() const noexcept override;
    [[nodiscard]] std::unique_ptr<SegmentGradient> makeSegmentGradient() const override;
    void setParameters(std::span<const float> parameters) override;
    void pullBack(std::span<const float> segmentGradient, std::span<float> gradient) const override;
    [[nodiscard]] std::vector<float> trackedState() const override;
    void setTrackedState(std::span<const float> state) override;
    [[nodiscard]] Model modelOf(std::span<const float> parameters) const override;

    /// The step sizes during training. Their ||K||_2 is tracked by power iteration, which is cheap and, since updates
    /// of K are small, accurate enough. modelOf() uses the exact norm.
    [[nodiscard]] const StepSizes& trackedSteps() const noexcept { return steps; }

private:
    [[nodiscard]] Matrix<float> operatorOf(std::span<const float> parameters) const;
    [[nodiscard]] double weightOf(std::span<const float> parameters) const;
    [[nodiscard]] double productOf(std::span<const float> parameters) const;
    [[nodiscard]] StepSizes stepsOf(std::span<const float> parameters, double norm) const;

    const TrainingSettings settings;
    const Eigen::Index rows, columns;
    Matrix<float> basis; // C, [n, n]; empty for Basis::samples
    ParameterLayout tensors;
    std::vector<float> start;

    PackedOperator K;
    StepSizes steps;
    double stepProduct;          // p
    double norm = 1.0;           // the tracked ||K||_2
    Vector<float> left, right;   // the corresponding singular vectors, [k] and [n]
    Vector<float> previousRight; // the value of `right` before the last power iteration
};

} // namespace dequantizer
