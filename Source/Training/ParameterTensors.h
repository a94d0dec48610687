#pragma once

#include "Algorithm/Matrix.h"

#include <algorithm>
#include <cassert>
#include <span>
#include <string>

namespace dequantizer
{

/// Writes all tensors of `parameters` (FourierParameters or DenseParameters) to `values`, in the order of
/// forEachTensor(), each in column-major order.
template <typename Parameters>
void flatten(const Parameters& parameters, std::span<float> values)
{
    auto next = values.begin();
    parameters.forEachTensor([&](const std::string&, const Matrix<float>& tensor)
                             { next = std::copy_n(tensor.data(), tensor.size(), next); });
    assert(next == values.end());
}

/// The inverse of flatten(); the tensors keep their sizes.
template <typename Parameters>
void unflatten(std::span<const float> values, Parameters& parameters)
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
