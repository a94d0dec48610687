#pragma once

#include "Model/Model.h"
#include "Theory/GradientStudy.h"

#include <vector>

namespace dequantizer
{

/// How far the gradient with respect to K that the single-precision kernels for training compute is from
/// `gradients.full`, for each of the clean `frames`, [n, m], by itself: relative distances, ascending. Where a value is
/// at a kink to within single precision, the masks differ there, and the frame's gradient with them; what is wrong with
/// the kernels is wrong in every frame.
[[nodiscard]] std::vector<double> kernelDistances(const Model& model, const Matrix<float>& frames, int iterations,
                                                  const Gradients& gradients);

} // namespace dequantizer
