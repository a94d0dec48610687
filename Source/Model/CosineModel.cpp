#include "Model/CosineModel.h"

#include "Algorithm/CosineTransform.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

StepSizes cosineStepSizes(double step) noexcept
{
    constexpr double weightAtFullScaleStep = 0.6;
    return stepSizesFromWeight(weightAtFullScaleStep / (step * step), 1.0);
}

Model cosineModel(double sampleRate, double step)
{
    constexpr double frameSeconds = 0.02;
    const auto frameLength = std::max(8, static_cast<int>(std::lround(frameSeconds * sampleRate)));

    Model model;
    model.name = "DCT";
    model.K = cosineTransform<float>(frameLength);
    model.sampleRate = sampleRate;
    model.referenceStep = step;
    model.steps = cosineStepSizes(step);
    model.iterations = 10;
    model.hop = std::max(1, frameLength / 8);
    return model;
}

} // namespace dequantizer
