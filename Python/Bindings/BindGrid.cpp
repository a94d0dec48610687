#include "Python/Bindings/Arguments.h"
#include "Python/Bindings/Arrays.h"
#include "Python/Bindings/Bindings.h"
#include "Signal/SoundGrid.h"

#include <pybind11/stl.h>

namespace py = pybind11;

namespace dequantizer::python
{

namespace
{
std::optional<Grid> find(const py::object& samples, double sampleRate)
{
    requireSampleRate(sampleRate);
    const ChannelSamples channels(samples);
    const py::gil_scoped_release release;
    GridSurvey survey(channels.channels(), sampleRate);
    survey.process(channels.data(), channels.length());
    const auto found = survey.grid();
    return found.state == GridState::found ? std::optional(found.grid) : std::nullopt;
}
} // namespace

void bindGrid(py::module_& module)
{
    py::class_<Grid>(module, "Grid", "Evenly spaced levels (k + offset) * delta that contain the samples of a sound.")
        .def_readonly("delta", &Grid::delta, "The quantisation step in signal units.")
        .def_readonly("offset", &Grid::offset, "In units of delta: 0 is mid-tread, 0.5 mid-rise.")
        .def_readonly("confidence", &Grid::confidence, "0 to 1.")
        .def_readonly("levels", &Grid::levels, "The number of different levels in the sound.")
        .def_property_readonly(
            "bits", [](const Grid& grid) { return bitsForDelta(grid.delta); },
            "The number of bits over [-1, 1], a fraction after a change of gain.")
        .def_property_readonly(
            "is_reliable", [](const Grid& grid) { return grid.confidence >= reliableConfidence; },
            "Whether restore() with bits=\"auto\" takes the grid for certain.")
        .def("__repr__",
             [](const Grid& grid)
             {
                 return py::str("<Grid delta={:g} offset={:g} confidence={:g} levels={}>")
                     .format(grid.delta, grid.offset, grid.confidence, grid.levels);
             });
    module.def("find_grid", &find, py::arg("samples"), py::arg("sample_rate") = 44100.0,
               R"(The grid to which samples, (n,) or (n, channels), were quantised, whatever gain followed; or None.

The rate (Hz) sets how many samples the detector judges together. Raises TypeError or ValueError.)");
}

} // namespace dequantizer::python
