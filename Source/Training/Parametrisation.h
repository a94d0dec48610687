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

/// Defines the learned parameters and the model that they determine. The parameters form one array in the order of
/// layout(), which the trainer owns together with the state of the optimiser.
///
/// The gradients of the segments may be with respect to other variables than the parameters: they are summed first, and
/// pullBack() applies the chain rule once to the sum.
class Parametrisation
{
public:
    virtual ~Parametrisation() = default;

    [[nodiscard]] virtual const ParameterLayout& layout() const noexcept = 0;

    /// The parameters before the first update.
    [[nodiscard]] virtual std::vector<float> initialParameters() const = 0;

    /// The number of derivatives that a SegmentGradient computes.
    [[nodiscard]] virtual std::size_t gradientSize() const noexcept = 0;

    /// An object for one thread. It must not outlive this object and follows each change by setParameters().
    [[nodiscard]] virtual std::unique_ptr<SegmentGradient> makeSegmentGradient() const = 0;

    /// Called with the initial parameters and after each update.
    virtual void setParameters(std::span<const float> parameters) = 0;

    /// The gradient with respect to the parameters, from the sum of the segments' gradients at the current parameters.
    virtual void pullBack(std::span<const float> segmentGradient, std::span<float> gradient) const = 0;

    /// The state that the last setParameters() depended on besides its argument, such as the start vector of a power
    /// iteration. After setTrackedState() with this state, the same call gives the same result.
    [[nodiscard]] virtual std::vector<float> trackedState() const = 0;

    /// Restores a state of equal size. Must be followed by setParameters().
    virtual void setTrackedState(std::span<const float> state) = 0;

    /// The model that these parameters describe.
    [[nodiscard]] virtual Model modelOf(std::span<const float> parameters) const = 0;
};

} // namespace dequantizer
