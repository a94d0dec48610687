#pragma once

#include <string>

namespace dequantizer
{

/// The time of a training step on this machine, for one thread, k = n = 320 and a batch of 32 frames. Times are the
/// shortest of several alternating runs, in milliseconds.
struct TrainingFigures
{
    int iterations = 0;    ///< L
    int backwardSteps = 0; ///< b of the truncated step
    std::string instructionSet;
    double productGigaflops = 0.0;      ///< of K times the frames, by the same library and instruction set
    double forwardMilliseconds = 0.0;   ///< L iterations
    double fullMilliseconds = 0.0;      ///< forward and full backward pass
    double truncatedMilliseconds = 0.0; ///< forward pass and b backward steps
    double fullShare = 0.0;             ///< the speed of forward + full backward relative to productGigaflops
    double fullPerForward = 0.0;        ///< fullMilliseconds / forwardMilliseconds; its products are 3 times as many
    double truncatedPerIteration =
        0.0; ///< truncatedMilliseconds / that of an iteration; its products are those of L + b
};

/// Takes several seconds.
[[nodiscard]] TrainingFigures measureTraining(int iterations = 100, int backwardSteps = 30);

} // namespace dequantizer
