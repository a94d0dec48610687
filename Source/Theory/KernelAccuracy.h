#pragma once

#include "Model/Model.h"
#include "Theory/GradientStudy.h"

#include <vector>

namespace dequantizer
{

/// The relative distances between the gradient with respect to K from the single-precision training kernels and
/// `gradients.full`, for each of the clean `frames`, [n, m], separately; ascending. If a value is within single
/// precision of a kink, masks may differ, and with them the gradient of that frame. A fault in the kernels affects
/// every frame.
[[nodiscard]] std::vector<double> kernelDistances(const Model& model, const Matrix<float>& frames, int iterations,
                                                  const Gradients& gradients);

} // namespace dequantizer
