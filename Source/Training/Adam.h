#pragma once

#include "Training/ParameterLayout.h"

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace dequantizer
{

/// Adam (D. P. Kingma & J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, Algorithm 1) with the decay
/// rates of the paper. All state is public, so that checkpoints can store it.
struct Adam
{
    std::vector<float> mean;     ///< m, the running mean of the gradient
    std::vector<float> variance; ///< v, the running mean of the squared gradient

    explicit Adam(std::size_t size = 0) : mean(size, 0.0f), variance(size, 0.0f) {}

    /// Makes step number `t` >= 1. The learning rate of each tensor of `layout` is `learningRate` times the factor of
    /// the tensor. `parameters` and `gradient` have the size of the layout.
    void update(const ParameterLayout& layout, std::span<float> parameters, std::span<const float> gradient,
                double learningRate, long t)
    {
        constexpr double meanDecay = 0.9;
        constexpr double varianceDecay = 0.999;
        constexpr float smallest = 1e-8f;
        const double correction = 1.0 - std::pow(meanDecay, static_cast<double>(t));
        const auto scale = static_cast<float>(1.0 / (1.0 - std::pow(varianceDecay, static_cast<double>(t))));
        std::size_t i = 0;
        for (const auto& tensor : layout)
        {
            const auto step = static_cast<float>(tensor.rateFactor * learningRate / correction);
            for (const auto end = i + tensor.size; i < end; ++i)
            {
                mean[i] += static_cast<float>(1.0 - meanDecay) * (gradient[i] - mean[i]);
                variance[i] += static_cast<float>(1.0 - varianceDecay) * (gradient[i] * gradient[i] - variance[i]);
                parameters[i] -= step * mean[i] / (std::sqrt(scale * variance[i]) + smallest);
            }
        }
    }
};

} // namespace dequantizer
