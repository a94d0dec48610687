#pragma once

#include <vector>

namespace dequantizer
{

/// The amount of work that the checks do.
struct CheckScope
{
    int frames = 4;                                      ///< for the gradients, in double precision
    int kernelFrames = 15;                               ///< for the single-precision kernels, one at a time
    int inferenceFrames = 256;                           ///< for the inference curve, in single precision
    std::vector<int> iterations{10, 30, 100, 300, 1000}; ///< L of the gradients
    std::vector<int> backwardSteps{1, 5, 10, 30, 100};   ///< b
    std::vector<int> costIterations{10, 30, 100, 300, 1000};
    int costBatch = 32;
    int optimalIterations = 100'000;  ///< the maximum for the optimal pair
    double optimalGap = 1e-9;         ///< the target for its relative duality gap
    int frozenSteps = 30'000;         ///< the maximum for the backward recursion at the optimum
    int conjugateSteps = 20'000;      ///< the maximum for the implicit gradient at the optimum
    int inferenceIterations = 10'000; ///< the last L of the inference curve

    /// Checks all claims within seconds, with fewer frames and smaller L.
    [[nodiscard]] static CheckScope quick();
};

} // namespace dequantizer
