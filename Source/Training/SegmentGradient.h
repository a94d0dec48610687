#pragma once

#include "Training/SegmentSource.h"

#include <span>

namespace dequantizer
{

/// Computes the loss of a group of segments and its gradient. Each thread needs an object of its own.
class SegmentGradient
{
public:
    virtual ~SegmentGradient() = default;

    /// Returns the group's contribution to the loss of the minibatch. Overwrites `gradient`, which holds
    /// Parametrisation::gradientSize() values, with the derivatives.
    virtual double evaluate(const SegmentGroup& group, std::span<float> gradient) = 0;
};

} // namespace dequantizer
