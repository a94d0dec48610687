#include "Model/Model.h"

#include "Model/ModelError.h"

#include <cmath>

namespace dequantizer
{

namespace
{
void require(bool condition, const std::string& otherwise)
{
    if (!condition)
        throw ModelError(otherwise);
}

bool isPositive(double value)
{
    return std::isfinite(value) && value > 0.0;
}
} // namespace

void validate(const Model& model)
{
    const auto rows = model.K.rows();
    const auto columns = model.K.cols();
    require(rows >= 1 && columns >= 1, "K is empty");
    require(rows <= ModelLimits::maxRows && columns <= ModelLimits::maxFrameLength &&
                rows * columns <= ModelLimits::maxCoefficients,
            "K is " + std::to_string(rows) + " x " + std::to_string(columns) + ", larger than is supported");
    require(model.K.allFinite(), "K has a value that is not a finite number");
    require(std::isfinite(model.sampleRate) && model.sampleRate >= 1000.0 && model.sampleRate <= 768000.0,
            "the sample rate must be between 1000 and 768000 Hz");
    require(isPositive(model.referenceDelta) && model.referenceDelta <= 2.0,
            "the reference step must be above 0 and at most 2");
    require(isPositive(model.steps.sigma), "sigma must be a positive number");
    require(isPositive(model.steps.tau), "tau must be a positive number");
    require(model.steps.theta >= 0.0 && model.steps.theta <= 1.0, "theta must be between 0 and 1");
    require(model.iterations >= 1 && model.iterations <= ModelLimits::maxIterations,
            "the number of iterations must be between 1 and " + std::to_string(ModelLimits::maxIterations));
    require(model.hop >= 1 && model.hop <= columns, "the hop must be between 1 sample and the frame length");
}

} // namespace dequantizer
