#pragma once

#include "Operator/FourierParameters.h"

#include <algorithm>
#include <cassert>
#include <span>

namespace dequantizer
{

/// Writes all tensors to `values`, in the order of forEachTensor(), each in column-major order.
inline void flatten(const FourierParameters<float>& parameters, std::span<float> values)
{
    auto next = values.begin();
    parameters.forEachTensor([&](const std::string&, const Matrix<float>& tensor)
                             { next = std::copy_n(tensor.data(), tensor.size(), next); });
    assert(next == values.end());
}

/// The inverse of flatten(); the tensors keep their sizes.
inline void unflatten(std::span<const float> values, FourierParameters<float>& parameters)
{
    auto next = values.begin();
    parameters.forEachTensor(
        [&](const std::string&, Matrix<float>& tensor)
        {
            std::copy_n(next, tensor.size(), tensor.data());
            next += tensor.size();
        });
    assert(next == values.end());
}

} // namespace dequantizer
