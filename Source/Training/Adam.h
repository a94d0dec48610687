#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace dequantizer
{

/// Adam (D. P. Kingma & J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, Algorithm 1) with the paper's
/// decay rates. All of its state is public, for checkpoints.
struct Adam
{
    std::vector<float> mean;     ///< m, of the gradient
    std::vector<float> variance; ///< v, of the gradient's square

    explicit Adam(std::size_t size = 0) : mean(size, 0.0f), variance(size, 0.0f) {}

    /// Step number `t` >= 1 with this learning rate; all of one size.
    void update(std::span<float> parameters, std::span<const float> gradient, double learningRate, long t)
    {
        constexpr double meanDecay = 0.9;
        constexpr double varianceDecay = 0.999;
        constexpr float smallest = 1e-8f;
        const auto step = static_cast<float>(learningRate / (1.0 - std::pow(meanDecay, static_cast<double>(t))));
        const auto scale = static_cast<float>(1.0 / (1.0 - std::pow(varianceDecay, static_cast<double>(t))));
        for (std::size_t i = 0; i < parameters.size(); ++i)
        {
            mean[i] += static_cast<float>(1.0 - meanDecay) * (gradient[i] - mean[i]);
            variance[i] += static_cast<float>(1.0 - varianceDecay) * (gradient[i] * gradient[i] - variance[i]);
            parameters[i] -= step * mean[i] / (std::sqrt(scale * variance[i]) + smallest);
        }
    }
};

} // namespace dequantizer
