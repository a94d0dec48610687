#include "Companion/Inspect/DescribeModel.h"

#include "Algorithm/SpectralNorm.h"
#include "Companion/Inspect/BoundResponse.h"
#include "Signal/Quantiser.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>

namespace dequantizer
{

namespace
{
using Json = nlohmann::ordered_json;

template <typename Parameters>
Eigen::Index countNumbers(const Parameters& parameters)
{
    Eigen::Index count = 0;
    parameters.forEachTensor([&](const std::string&, const Matrix<float>& tensor) { count += tensor.size(); });
    return count;
}

Json describeDenseOperator(const Model& model)
{
    const double norm = spectralNorm(model.K);
    if (model.denseBounds)
        return {
            {"update_iterations", model.denseBounds->updateIterations},
            {"hidden_units", model.denseBounds->hiddenUnits()},
            {"learned_numbers", model.K.size() + countNumbers(*model.denseBounds)},
            {"spectral_norm", norm},
            {"step_product_limit", model.steps.sigma * model.steps.tau * norm * norm},
        };
    // Trained for one bit depth, with constant steps.
    return {
        {"reference_step", model.referenceDelta},
        {"reference_bits", bitsForDelta(model.referenceDelta)},
        {"sigma", model.steps.sigma},
        {"tau", model.steps.tau},
        {"theta", model.steps.theta},
        {"spectral_norm", norm},
        {"sigma_tau_norm_squared", model.steps.sigma * model.steps.tau * norm * norm},
    };
}

struct Range
{
    double least = std::numeric_limits<double>::infinity(), greatest = 0.0;

    void include(double value)
    {
        least = std::min(least, value);
        greatest = std::max(greatest, value);
    }
    [[nodiscard]] Json json() const { return {least, greatest}; }
};

Json describeFourierOperator(const Model& model)
{
    const auto& parameters = model.fourier->parameters;
    Range tau, sigmaTau;
    for (const double level : stepLevels)
        for (const auto& step : stepsAtLevel(model, level))
        {
            tau.include(step.tau);
            sigmaTau.include(step.sigmaTau);
        }
    return {
        {"window", "sine"},
        {"update_iterations", parameters.updateIterations},
        {"hidden_units", parameters.hiddenUnits()},
        {"row_inputs", FourierParameters<float>::inputs},
        {"frame_layer", parameters.hasFrameLayer},
        {"step_hidden_units", parameters.stepInput.rows()},
        {"learned_numbers", countNumbers(parameters)},
        {"tau_range", tau.json()},
        {"sigma_tau_range", sigmaTau.json()},
    };
}
} // namespace

Json describeModel(const Model& model)
{
    constexpr double millisecondsPerSecond = 1000.0;
    Json description = {
        {"kind", "model"},
        {"name", model.name},
        {"operator", model.fourier ? "windowed Fourier" : "dense"},
        {"bounds", model.hasLearnedBounds() ? "learned" : "constant"},
        {"frame_length", model.frameLength()},
        {"frame_milliseconds", millisecondsPerSecond * model.frameLength() / model.sampleRate},
        {"rows", model.rows()},
        {"sample_rate", model.sampleRate},
        {"iterations", model.iterations},
        {"hop", model.hop},
    };
    description.update(model.fourier ? describeFourierOperator(model) : describeDenseOperator(model));
    if (!model.scheme.isChambollePock())
    {
        description["algorithm"] = model.scheme.name();
        description["relaxation"] = model.scheme.relaxation;
        description["inertia"] = model.scheme.inertia;
    }
    for (const auto& [keyword, text] : model.training)
        description["training_" + keyword] = text;
    return description;
}

} // namespace dequantizer
