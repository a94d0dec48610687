#include "Python/Bindings/Arguments.h"
#include "Python/Bindings/Arrays.h"
#include "Python/Bindings/Bindings.h"
#include "Python/Bindings/PythonSolver.h"

#include <pybind11/stl.h>

namespace py = pybind11;

namespace dequantizer::python
{

namespace
{
const std::map<std::string, Keep> modes{{"full", Keep::all}, {"truncated", Keep::last}};

PythonGradient gradient(const py::object& K, const py::object& x, const py::object& lower, const py::object& upper,
                        const py::object& target, const py::object& outputGradient, std::optional<int> iterations,
                        const py::object& steps, std::optional<double> delta, const std::string& mode,
                        int backwardSteps, const std::string& mask)
{
    const auto keep = namedValue(modes, mode, "mode");
    PythonSolver solver({K, steps, delta}, isDouble(x));
    std::ignore = solver.solve(x, lower, upper, iterations, keep, false);
    return solver.backPropagate(target, outputGradient, mask, backwardSteps);
}
} // namespace

void bindGradient(py::module_& module)
{
    py::class_<PythonGradient>(module, "Gradient", "The derivatives of a loss, summed over the frames of a batch.")
        .def_readonly("solution", &PythonGradient::solution, "The restored frames, of the shape of x.")
        .def_readonly("loss", &PythonGradient::loss, "0.5 ||solution - target||^2; None without a target.")
        .def_readonly("tensors", &PythonGradient::tensors,
                      "The derivatives with respect to the learned tensors, by their names in Model.tensors.")
        .def_property_readonly(
            "K",
            [](const PythonGradient& gradient) -> py::object
            { return gradient.tensors.contains("K") ? py::object(gradient.tensors["K"]) : py::none(); },
            "With respect to K, (k, n); None for a windowed Fourier operator.")
        .def_readonly("sigma", &PythonGradient::sigma, "With respect to sigma; None if the steps are learned.")
        .def_readonly("tau", &PythonGradient::tau, "With respect to tau; None if the steps are learned.")
        .def_readonly("theta", &PythonGradient::theta, "With respect to theta; None if the steps are learned.");

    module.def("gradient", &gradient, py::arg("K"), py::arg("x"), py::arg("lower"), py::arg("upper"),
               py::arg("target") = py::none(), py::kw_only(), py::arg("output_gradient") = py::none(),
               py::arg("iterations") = py::none(), py::arg("steps") = py::none(), py::arg("delta") = py::none(),
               py::arg("mode") = "full", py::arg("backward_steps") = 30, py::arg("mask") = "cell",
               R"(The gradient of 0.5 ||xhat - target||^2, or the one that `output_gradient`, the derivative of any loss
with respect to the restored frames xhat, leads to.

K, x, lower, upper, iterations, steps and delta are those of solve(); target and output_gradient have the shape of x.

mode            "full" back-propagates through all iterations; "truncated" takes `backward_steps` steps with the masks
                of the last iterate (Brauer and Lorenz, EUSIPCO 2023), with memory that does not grow with the iterations
mask            "cell" is exact; "widened" is that of the published training code, for constant bounds only

Returns a Gradient. Raises TypeError, ValueError or Error. Releases the GIL.)");
}

} // namespace dequantizer::python
