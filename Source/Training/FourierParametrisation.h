#pragma once

#include "Operator/FourierParameters.h"
#include "Training/Parametrisation.h"
#include "Training/TrainingSettings.h"

#include <memory>

namespace dequantizer
{

/// The networks that set the bounds and steps of the windowed Fourier operator. The parameters are all tensors of
/// FourierParameters in the order of forEachTensor(), each in column-major order.
class FourierParametrisation final : public Parametrisation
{
public:
    /// Starts from the parameters of `initial`, or, if it is null, from FourierParameters::initial(). If `initial` has
    /// fewer hidden units than the settings, units that change nothing yet are added. Throws std::invalid_argument if
    /// the updates in the settings are invalid, or if `initial` has more hidden units, different updates or a different
    /// number of iterations than the settings.
    explicit FourierParametrisation(const TrainingSettings& trainingSettings, const FourierModel* initial = nullptr);

    [[nodiscard]] const ParameterLayout& layout() const noexcept override { return tensors; }
    [[nodiscard]] std::vector<float> initialParameters() const override { return start; }
    [[nodiscard]] std::size_t gradientSize() const noexcept override { return start.size(); }
    [[nodiscard]] std::unique_ptr<SegmentGradient> makeSegmentGradient() const override;
    void setParameters(std::span<const float> parameters) override;
    void pullBack(std::span<const float> segmentGradient, std::span<float> gradient) const override;
    [[nodiscard]] std::vector<float> trackedState() const override { return {}; }
    void setTrackedState(std::span<const float>) override {}

    /// The steps of the model are factors of 1 for Delta = 1.
    [[nodiscard]] Model modelOf(std::span<const float> parameters) const override;

private:
    const TrainingSettings settings;
    FourierParameters<float> learned;
    ParameterLayout tensors;
    std::vector<float> start;
};

} // namespace dequantizer
