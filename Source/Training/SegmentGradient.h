#pragma once

#include "Training/SegmentSource.h"

#include <span>

namespace dequantizer
{

/// Computes the loss of a group of segments and its gradient. An object serves one thread.
class SegmentGradient
{
public:
    virtual ~SegmentGradient() = default;

    /// The group's share of the minibatch's loss. Overwrites `gradient`, which holds Parametrisation::gradientSize()
    /// values, with the derivatives.
    virtual double evaluate(const SegmentGroup& group, std::span<float> gradient) = 0;
};

} // namespace dequantizer
