#pragma once

#include "Catch.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace dequantizer
{

/// Compares a derivative of `lossAt`, at 0, with central differences at two distances. If they disagree, there is a
/// kink in between and the problem is unsuitable.
inline void checkDerivative(double derivative, const std::function<double(double)>& lossAt)
{
    const auto difference = [&](double distance) { return (lossAt(distance) - lossAt(-distance)) / (2.0 * distance); };
    // Small enough to meet no kink, and large enough to change the loss by much more than its rounding error.
    const double h = std::clamp(4e-9 / std::abs(derivative), 1e-7, 3e-5);
    const double near = difference(h);
    REQUIRE(near == Approx(difference(2.0 * h)).epsilon(1e-6));
    CHECK(near == Approx(derivative).epsilon(1e-6));
    CHECK(derivative != 0.0);
}

} // namespace dequantizer
