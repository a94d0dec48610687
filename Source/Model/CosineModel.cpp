#include "Model/CosineModel.h"

#include "Algorithm/CosineTransform.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
// More overlap gives better results, up to eightfold. But a matrix product costs n^2 per iteration, and n grows with
// the sample rate: with the same overlap at all rates the cost would grow with the cube of the rate. This limit allows
// twice the cost of an eightfold overlap at 16 kHz: eightfold up to 22.05 kHz, fourfold at 32 kHz, twofold at 44.1 and
// 48 kHz, and no overlap from 88.2 kHz on.
int hopFor(int frameLength)
{
    constexpr long mostCoefficients = 2'000'000; // of all frames that overlap at one sample
    const long coefficients = static_cast<long>(frameLength) * frameLength;
    int overlap = 8;
    while (overlap > 1 && overlap * coefficients > mostCoefficients)
        overlap /= 2;
    return std::max(1, frameLength / overlap);
}
} // namespace

StepSizes cosineStepSizes(double delta) noexcept
{
    constexpr double weightTimesSquaredDelta = 0.6;
    return stepSizesFromWeight(weightTimesSquaredDelta / (delta * delta), 1.0);
}

Model cosineModel(double sampleRate, double delta)
{
    constexpr double frameSeconds = 0.02;
    const auto frameLength = std::max(8, static_cast<int>(std::lround(frameSeconds * sampleRate)));

    Model model;
    model.name = "DCT";
    model.K = cosineTransform<float>(frameLength);
    model.sampleRate = sampleRate;
    model.referenceDelta = delta;
    model.steps = cosineStepSizes(delta);
    model.iterations = 10;
    model.hop = hopFor(frameLength);
    return model;
}

} // namespace dequantizer
