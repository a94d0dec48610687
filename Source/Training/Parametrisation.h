#pragma once

#include "Model/Model.h"
#include "Training/ParameterLayout.h"
#include "Training/SegmentGradient.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace dequantizer
{

/// What is learned, and how a model follows from it. The learned parameters are one array, in the order of layout();
/// the trainer owns it and its optimiser.
///
/// The segments' gradients need not be with respect to the parameters: they are summed first, and pullBack() applies
/// the chain rule once to the sum.
class Parametrisation
{
public:
    virtual ~Parametrisation() = default;

    [[nodiscard]] virtual const ParameterLayout& layout() const noexcept = 0;

    /// Where learning starts.
    [[nodiscard]] virtual std::vector<float> initialParameters() const = 0;

    /// The number of derivatives that a SegmentGradient delivers.
    [[nodiscard]] virtual std::size_t gradientSize() const noexcept = 0;

    /// For one thread. Must not outlive this; it sees each change by setParameters().
    [[nodiscard]] virtual std::unique_ptr<SegmentGradient> makeSegmentGradient() const = 0;

    /// Called with the initial parameters and after each update.
    virtual void setParameters(std::span<const float> parameters) = 0;

    /// The gradient with respect to the parameters, from the sum of the segments' gradients at the current parameters.
    virtual void pullBack(std::span<const float> segmentGradient, std::span<float> gradient) const = 0;

    /// What the last setParameters() depended on beside its argument, such as the vector that a power iteration started
    /// from. Put back, the same call gives the same result.
    [[nodiscard]] virtual std::vector<float> trackedState() const = 0;

    /// Puts back a state of equal size; setParameters() must follow.
    virtual void setTrackedState(std::span<const float> state) = 0;

    /// The model that these parameters describe.
    [[nodiscard]] virtual Model modelOf(std::span<const float> parameters) const = 0;
};

} // namespace dequantizer
