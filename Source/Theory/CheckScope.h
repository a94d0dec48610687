#pragma once

#include <vector>

namespace dequantizer
{

/// How much the checks do.
struct CheckScope
{
    int frames = 4;                                      ///< in double precision, for the gradients
    int kernelFrames = 15;                               ///< one by one, for the single-precision kernels
    int inferenceFrames = 256;                           ///< in single precision, for the inference curve
    std::vector<int> iterations{10, 30, 100, 300, 1000}; ///< L of the gradients
    std::vector<int> backwardSteps{1, 5, 10, 30, 100};   ///< b
    std::vector<int> costIterations{10, 30, 100, 300, 1000};
    int costBatch = 32;
    int optimalIterations = 100'000;  ///< at most, towards the optimal pair
    double optimalGap = 1e-9;         ///< relative
    int frozenSteps = 30'000;         ///< at most, of the backward recursion at the optimum
    int inferenceIterations = 10'000; ///< where the inference curve ends

    /// All claims in seconds, with fewer frames and smaller L.
    [[nodiscard]] static CheckScope quick();
};

} // namespace dequantizer
