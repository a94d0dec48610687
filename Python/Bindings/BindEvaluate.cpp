#include "Python/Bindings/Arguments.h"
#include "Python/Bindings/Arrays.h"
#include "Python/Bindings/Bindings.h"
#include "Restoration/RestorationFigures.h"
#include "Restoration/RestorationSettings.h"

#include <pybind11/stl.h>

#include <algorithm>

namespace py = pybind11;

namespace dequantizer::python
{

namespace
{
struct Evaluation
{
    std::string model;
    ErrorFigures quantised, restored;
    double processingSeconds;
};

Evaluation evaluate(const py::object& clean, double sampleRate, const py::object& bits, std::optional<double> delta,
                    const py::object& model, std::optional<int> iterations, const std::string& material,
                    const std::string& quality, std::optional<int> hop, const std::string& arithmetic)
{
    requireSampleRate(sampleRate);
    const auto step = givenDelta(bits, delta, true).value();
    const auto settings = SolverArguments{model, iterations, material, quality, hop, {}, {}, {}}.settings();
    const auto chosenArithmetic = namedValue(arithmeticNames(), arithmetic, "--arithmetic");
    const auto channels = ChannelSamples(clean).copy();
    if (std::all_of(channels.begin(), channels.end(), [](const auto& channel) { return peak(channel) == 0.0f; }))
        throw py::value_error("samples is silent");

    const py::gil_scoped_release release;
    const auto chosen =
        settings.modelFor({.sampleRate = sampleRate, .quantisation = {.delta = step, .rate = QuantisationRate::own}});
    const auto measured = measureRestoration(channels, Quantiser::midRise(step), chosen.model, chosenArithmetic,
                                             AuditoryMeasures(sampleRate));
    return {chosen.model.name, measured.quantised, measured.restored, measured.processingSeconds};
}

ErrorFigures compare(const py::object& clean, const py::object& other, double sampleRate)
{
    requireSampleRate(sampleRate);
    const auto reference = ChannelSamples(clean).copy();
    const auto estimate = ChannelSamples(other).copy();
    if (reference.size() != estimate.size() || reference.front().size() != estimate.front().size())
        throw py::value_error("clean and other must have the same shape");
    const py::gil_scoped_release release;
    return errorFigures(reference, estimate, AuditoryMeasures(sampleRate));
}
} // namespace

void bindEvaluate(py::module_& module)
{
    py::class_<ErrorFigures>(module, "Figures", "The error of a sound relative to the clean one, over all channels.")
        .def_readonly("squared_error", &ErrorFigures::squaredError, "Sum, squared signal units.")
        .def_readonly("snr", &ErrorFigures::snrDb, "Signal-to-noise ratio in dB.")
        .def_readonly("segmental_snr", &ErrorFigures::segmentalSnrDb, "Segmental SNR in dB.")
        .def_readonly("nmr", &ErrorFigures::nmrDb, "Noise-to-mask ratio in dB; lower is better.")
        .def_readonly("loudness_difference", &ErrorFigures::loudnessDifference,
                      "Audible difference in loudness, in points of PESQ's scale; lower is better.")
        .def("__repr__",
             [](const ErrorFigures& figures)
             {
                 return py::str("<Figures snr={:.2f} dB segmental_snr={:.2f} dB nmr={:.2f} dB>")
                     .format(figures.snrDb, figures.segmentalSnrDb, figures.nmrDb);
             });
    py::class_<Evaluation>(module, "Evaluation", "The result of evaluate().")
        .def_readonly("model", &Evaluation::model, "The name of the model.")
        .def_readonly("quantised", &Evaluation::quantised, "Figures of the quantised sound.")
        .def_readonly("restored", &Evaluation::restored, "Figures of the restored sound.")
        .def_readonly("seconds", &Evaluation::processingSeconds, "How long restoring took.")
        .def("__repr__",
             [](const Evaluation& result)
             {
                 return py::str("<Evaluation of {!r}: SNR {:.2f} dB before, {:.2f} dB after>")
                     .format(result.model, result.quantised.snrDb, result.restored.snrDb);
             });
    module.def("evaluate", &evaluate, py::arg("clean"), py::arg("sample_rate"), py::arg("bits") = py::none(),
               py::kw_only(), py::arg("delta") = py::none(), py::arg("model") = py::none(),
               py::arg("iterations") = py::none(), py::arg("material") = "automatic", py::arg("quality") = "balanced",
               py::arg("hop") = py::none(), py::arg("arithmetic") = "fixed",
               R"(Quantises clean samples as the papers do (mid-rise, levels beyond full scale), restores them, and
measures both.

clean is (n,) or (n, channels); the other arguments are those of restore(). `dequantizer evaluate` normalises the peak
of each file first; divide by it for the same figures. Returns an Evaluation. Raises Error, TypeError or ValueError.
Releases the GIL.)");
    module.def("compare", &compare, py::arg("clean"), py::arg("other"), py::arg("sample_rate"),
               "The Figures of a sound relative to the clean one, of the same shape, at this rate (Hz).");
}

} // namespace dequantizer::python
