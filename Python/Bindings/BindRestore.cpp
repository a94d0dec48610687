#include "Python/Bindings/Arguments.h"
#include "Python/Bindings/Arrays.h"
#include "Python/Bindings/Bindings.h"
#include "Realtime/RestoreSignal.h"
#include "Restoration/RestorationChoice.h"
#include "Signal/PassageBoundaries.h"

#include <pybind11/stl.h>

namespace py = pybind11;

namespace dequantizer::python
{

namespace
{
// Of the plugin's parameter.
constexpr double leastStrength = 0.25, greatestStrength = 3.0;

constexpr int bitsPerFloat = 32;

// As the command line describes a file of floating-point samples.
SoundSurvey surveyOf(const ChannelSamples& samples, double sampleRate, const RestorationSettings& settings)
{
    SoundSurveyor surveyor({.sampleRate = sampleRate,
                            .format = "array",
                            .encoding = SampleEncoding::linear,
                            .bitsPerSample = bitsPerFloat,
                            .floatingPoint = true},
                           samples.channels(), settings.givenDelta());
    surveyor.process(samples.data(), samples.length());
    return surveyor.survey();
}

py::array_t<float> restore(const py::object& samples, double sampleRate, const py::object& bits,
                           std::optional<double> delta, const py::object& model, std::optional<int> iterations,
                           const std::string& material, const std::string& quality, double strength,
                           const std::optional<std::string>& quantiser, const std::string& dither,
                           const std::string& at, bool force, std::optional<int> hop, std::optional<double> sigma,
                           std::optional<double> tau, std::optional<double> theta, const std::string& arithmetic)
{
    requireSampleRate(sampleRate);
    requireWithin(strength, leastStrength, greatestStrength, "strength");
    RestorationSettings settings;
    settings.bits = bitsText(bits);
    if (delta)
        requireWithin(*delta, RestorationSettings::leastDelta, RestorationSettings::greatestDelta, "--step");
    if (delta && !settings.bits.empty())
        throw py::value_error("--step excludes --bits");
    settings.delta = delta;
    if (quantiser)
    {
        settings.quantiser = {.name = withHyphens(*quantiser), .isGiven = true};
        requireOneOf(NamedQuantiser::names(), settings.quantiser.name, "--quantiser");
    }
    settings.dither = namedValue(ditherNames(), dither, "--dither");
    settings.at = namedValue(quantisationRateNames(), at, "--at");
    settings.arithmetic = namedValue(arithmeticNames(), arithmetic, "--arithmetic");
    settings.force = force;
    settings.strength = strength;
    settings.solver = SolverArguments{model, iterations, material, quality, hop, sigma, tau, theta}.settings();
    if (const auto found = settings.contradiction())
        throw py::value_error(found->option + ": " + found->reason);

    const ChannelSamples input(samples);
    auto output = input.emptyCopy();
    {
        const py::gil_scoped_release release;
        auto sound = surveyOf(input, sampleRate, settings);
        if (restoresPassages(settings, sound))
        {
            PassageBoundaries boundaries(sound.passages, input.channels());
            boundaries.process(input.data(), input.length());
            sound.passages = boundaries.passages();
        }
        const auto choice = chooseRestoration(settings, sound, "samples");
        constexpr int leastLatency = 0;
        AnyRateEngine engine(choice.model.model, sampleRate, input.channels(), choice.model.model.hop, leastLatency,
                             settings.arithmetic);
        engine.setQuantiser(choice.quantiser);
        PassageEngine passages(engine, choice.passages, sampleRate);
        restoreSignal(passages, input.data(), output.pointers.data(), input.length());
    }
    return output.array;
}
} // namespace

void bindRestore(py::module_& module)
{
    module.def(
        "restore", &restore, py::arg("samples"), py::arg("sample_rate"), py::arg("bits") = py::none(), py::kw_only(),
        py::arg("delta") = py::none(), py::arg("model") = py::none(), py::arg("iterations") = py::none(),
        py::arg("material") = "automatic", py::arg("quality") = "balanced", py::arg("strength") = 1.0,
        py::arg("quantiser") = py::none(), py::arg("dither") = "none", py::arg("at") = "auto", py::arg("force") = false,
        py::arg("hop") = py::none(), py::arg("sigma") = py::none(), py::arg("tau") = py::none(),
        py::arg("theta") = py::none(), py::arg("arithmetic") = "fixed",
        R"(Restores quantised samples with the engine of the plugin; the samples are those of `dequantizer restore`.

samples      (n,) or (n, channels), floating-point numbers with full scale [-1, 1]; float32 in which the samples of a
             channel follow each other is read without a copy
sample_rate  Hz, 1000 to 400000
bits         whole number from 1 to 24, or "auto" to detect the grid of the samples
delta        the quantisation step in signal units, 1e-7 to 2, instead of bits; with neither, the step for which the
             model was trained, or else the detected one
model        a Model, a file, the name of a shipped model, or "dct"; chosen automatically by default
iterations   per frame, 0 to 1000000; those of the model by default
material     "automatic", "speech" or "any", and
quality      "low-latency", "balanced" or "best": which model is chosen automatically
strength     0.25 to 3, the factor of the width of the cells
quantiser    "mid-rise", "mid-tread", "truncate", "mu-law" or "a-law"
dither       "none", "rectangular", "triangular", or "auto": what the samples show for certain
at           the rate at which the samples were quantised: "own", "model" or "auto"
force        restore samples that are not on the grid, or whose grid is uncertain
hop, sigma, tau, theta, arithmetic
             as on the command line; the arithmetic is "fixed" or "float"

Returns a float32 array of the same shape. Raises Error, with the text of the command line, if the samples or the model
cannot be used, and TypeError or ValueError for other arguments. Releases the GIL.)");
}

} // namespace dequantizer::python
