#pragma once

#include "Operator/DenseParameters.h"
#include "Training/LearnedOperator.h"
#include "Training/Parametrisation.h"
#include "Training/TrainingSettings.h"

namespace dequantizer
{

/// A matrix K, learned in the basis given by the settings, with bounds and steps that are learned functions of the
/// signal, see DenseBounds.h. The parameters are the coordinates of K and all tensors of DenseParameters in the order
/// of forEachTensor(), each in column-major order. The learning rate of everything but the matrices is multiplied by
/// TrainingSettings::scalarRate.
///
/// The segments' gradients end with one more derivative: that with respect to the logarithm of
/// DenseBoundsSettings::stepProductLimit.
class LearnedBoundsParametrisation final : public Parametrisation
{
public:
    /// Starts from K and, if `initial` has learned bounds, from these. Otherwise all bounds start at 1, and the steps
    /// follow from the weight and the product of the settings. Throws std::invalid_argument if the updates in the
    /// settings are invalid, or if `initial` has another size, other hidden units, updates or a different number of
    /// iterations than the settings.
    LearnedBoundsParametrisation(const TrainingSettings& settings, const Model& initial);

    [[nodiscard]] const ParameterLayout& layout() const noexcept override { return tensors; }
    [[nodiscard]] std::vector<float> initialParameters() const override { return start; }
    [[nodiscard]] std::size_t gradientSize() const noexcept override { return start.size() + 1; }
    [[nodiscard]] std::unique_ptr<SegmentGradient> makeSegmentGradient() const override;
    void setParameters(std::span<const float> parameters) override;
    void pullBack(std::span<const float> segmentGradient, std::span<float> gradient) const override;
    [[nodiscard]] std::vector<float> trackedState() const override { return K.trackedState(); }
    void setTrackedState(std::span<const float> state) override { K.setTrackedState(state); }

    /// The model is for Delta = 1, with factors of the learned steps.
    [[nodiscard]] Model modelOf(std::span<const float> parameters) const override;

private:
    const TrainingSettings settings;
    LearnedOperator K;
    DenseParameters<float> learned;
    ParameterLayout tensors;
    std::vector<float> start;
    double stepProductLimit = 1.0;
};

} // namespace dequantizer
