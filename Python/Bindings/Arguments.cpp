#include "Python/Bindings/Arguments.h"

#include "Python/Bindings/PythonModel.h"
#include "Restoration/RestorationSettings.h"

#include <pybind11/stl/filesystem.h>

#include <algorithm>
#include <cmath>
#include <sstream>

namespace py = pybind11;

namespace dequantizer::python
{

namespace
{
// Those of the built-in DCT, which serves where no model does.
constexpr double leastSampleRate = 1000.0, greatestSampleRate = 400000.0;

void refuse(const std::string& option, const std::string& reason)
{
    throw py::value_error(option + ": " + reason);
}

std::filesystem::path modelPath(const py::object& model)
{
    try
    {
        return model.cast<std::filesystem::path>();
    }
    catch (const py::cast_error&)
    {
        throw py::type_error("model must be a Model, a file, the name of a shipped model, \"dct\" or None");
    }
}

std::string numberText(double value)
{
    std::ostringstream text;
    text << value;
    return text.str();
}
} // namespace

std::string withHyphens(std::string name)
{
    std::replace(name.begin(), name.end(), '_', '-');
    return name;
}

void requireOneOf(const std::vector<std::string>& names, const std::string& name, const std::string& option)
{
    if (std::find(names.begin(), names.end(), name) != names.end())
        return;
    std::string list;
    for (const auto& known : names)
        list += (list.empty() ? "" : ",") + known;
    refuse(option, name + " not in {" + list + "}");
}

void requireWithin(double value, double least, double greatest, const std::string& option)
{
    if (!(value >= least && value <= greatest))
        refuse(option,
               numberText(value) + " is not a number from " + numberText(least) + " to " + numberText(greatest));
}

void requirePositive(double value, const std::string& option)
{
    if (!(std::isfinite(value) && value > 0.0))
        refuse(option, numberText(value) + " is not a number above 0");
}

void requireSampleRate(double sampleRate)
{
    if (!(sampleRate >= leastSampleRate && sampleRate <= greatestSampleRate))
        throw py::value_error("a sample rate of " + numberText(sampleRate) + " Hz is not supported");
}

std::string bitsText(const py::object& bits)
{
    if (bits.is_none())
        return {};
    const bool isText = py::isinstance<py::str>(bits);
    if (!isText && (py::isinstance<py::bool_>(bits) || !PyIndex_Check(bits.ptr())))
        throw py::type_error("bits must be a whole number or \"auto\"");
    auto text = py::str(bits).cast<std::string>();
    if (const auto why = RestorationSettings::whyNoBits(text); !why.empty())
        refuse("--bits", why);
    return text;
}

std::optional<double> givenDelta(const py::object& bits, std::optional<double> delta, bool required)
{
    const auto text = bitsText(bits);
    if (text == RestorationSettings::automatic)
        refuse("--bits", "auto is for sounds that were quantised before");
    if (!text.empty() && delta)
        throw py::value_error("--step excludes --bits");
    if (text.empty() && !delta && required)
        throw py::value_error("--bits is required");
    if (delta)
        requireWithin(*delta, RestorationSettings::leastDelta, RestorationSettings::greatestDelta, "--step");
    return text.empty() ? delta : std::optional(deltaForBits(std::stoi(text)));
}

SolverSettings SolverArguments::settings() const
{
    SolverSettings result;
    if (py::isinstance<PythonModel>(model))
        result.loadedModel = std::make_shared<const Model>(model.cast<const PythonModel&>().assembled());
    else if (py::isinstance<py::str>(model) && model.cast<std::string>() == "dct")
        result.cosine = true;
    else if (!model.is_none())
        result.modelFile = modelPath(model);
    result.material = namedValue(materialNames(), material, "--material");
    result.quality = namedValue(qualityNames(), quality, "--quality");
    if (iterations)
        requireWithin(*iterations, 0, ModelLimits::maxIterations, "--iterations");
    if (hop)
        requireWithin(*hop, 1, ModelLimits::maxFourierFrameLength, "--hop");
    if (sigma.has_value() != tau.has_value())
        throw py::value_error(sigma ? "--sigma requires --tau" : "--tau requires --sigma");
    if (sigma)
    {
        requirePositive(*sigma, "--sigma");
        requirePositive(*tau, "--tau");
    }
    if (theta)
        requireWithin(*theta, 0.0, 1.0, "--theta");
    result.iterations = iterations;
    result.hop = hop;
    result.sigma = sigma;
    result.tau = tau;
    result.theta = theta;
    return result;
}

} // namespace dequantizer::python
