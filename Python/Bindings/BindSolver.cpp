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
const std::map<std::string, Keep> keeps{{"nothing", Keep::nothing}, {"last", Keep::last}, {"all", Keep::all}};

const std::map<std::string, bool> precisions{{"float32", false}, {"float64", true}};

std::unique_ptr<PythonSolver> makePythonSolver(const py::object& K, const py::object& steps,
                                               std::optional<double> delta, const py::object& dtype)
{
    const auto name = py::str(py::dtype::from_args(dtype)).cast<std::string>();
    return std::make_unique<PythonSolver>(OperatorArguments{K, steps, delta}, namedValue(precisions, name, "dtype"));
}

py::object solve(const py::object& K, const py::object& x, const py::object& lower, const py::object& upper,
                 std::optional<int> iterations, const py::object& steps, std::optional<double> delta, bool iterates)
{
    PythonSolver solver({K, steps, delta}, isDouble(x));
    return solver.solve(x, lower, upper, iterations, Keep::nothing, iterates);
}
} // namespace

void bindSolver(py::module_& module)
{
    py::class_<PythonSolver>(module, "Solver", R"(The iteration with one operator, prepared once for many calls.

Keeps the iterates that a gradient needs, so that a forward and a backward pass can be separate calls. Several threads
may use a solver, but their calls follow each other.)")
        .def(py::init(&makePythonSolver), py::arg("K"), py::arg("steps") = py::none(), py::kw_only(),
             py::arg("delta") = py::none(), py::arg("dtype") = "float32",
             "K, steps and delta are those of solve(); dtype is float32 or float64. Later changes of K have no effect.")
        .def(
            "solve",
            [](PythonSolver& solver, const py::object& x, const py::object& lower, const py::object& upper,
               std::optional<int> iterations, const std::string& keep, bool iterates)
            { return solver.solve(x, lower, upper, iterations, namedValue(keeps, keep, "keep"), iterates); },
            py::arg("x"), py::arg("lower"), py::arg("upper"), py::arg("iterations") = py::none(), py::kw_only(),
            py::arg("keep") = "nothing", py::arg("iterates") = false,
            R"(As the function solve(), in the precision of the solver.

keep is "last" for a truncated gradient, "all" for the full one: the memory of all iterates, at most 4 GB.)")
        .def(
            "back_propagate",
            [](PythonSolver& solver, const py::object& outputGradient, const py::object& target, int backwardSteps,
               const std::string& mask) { return solver.backPropagate(target, outputGradient, mask, backwardSteps); },
            py::arg("output_gradient") = py::none(), py::kw_only(), py::arg("target") = py::none(),
            py::arg("backward_steps") = 30, py::arg("mask") = "cell",
            R"(The Gradient at the last solve() with keep="all" or "last", once for each; see gradient().)")
        .def_property_readonly("frame_length", &PythonSolver::frameLength, "n, samples.")
        .def_property_readonly("dtype", [](const PythonSolver& solver)
                               { return solver.isDouble() ? py::dtype::of<double>() : py::dtype::of<float>(); });

    module.def("solve", &solve, py::arg("K"), py::arg("x"), py::arg("lower"), py::arg("upper"),
               py::arg("iterations") = py::none(), py::arg("steps") = py::none(), py::kw_only(),
               py::arg("delta") = py::none(), py::arg("iterates") = false,
               R"(Iterates on one frame (n,) or a batch of frames (m, n).

K           a Model, or a matrix (k, n) of floating-point numbers for bounds of 1
x           where the iteration starts, signal units, inside the bounds; float64 selects the algorithm in double
            precision, any other type that in single precision
lower, upper
            the cells, of the same shape as x; may be infinite
iterations  0 to 1000000; by default those of the model
steps       Steps, (sigma, tau) or (sigma, tau, theta); by default those of the model at `delta`, or factors of its
            learned steps; required for a matrix
delta       for a model: the quantisation step of the frames in signal units; by default its reference step
iterates    whether to return all iterates too

The frames of a batch are independent, except with a windowed Fourier operator, whose networks see the frames before:
there they are consecutive frames of one sound, a hop apart.

Returns y of the shape of x, inside the bounds; or with iterates a tuple (y, primal, dual): primal is (L + 1, m, n) and
begins with x, dual is (L + 1, m, k) and begins with zeros; without m for one frame. The rows of a Fourier operator are
complex: dual has their real parts first, then their imaginary parts.

Raises TypeError, ValueError or Error. Releases the GIL.)");
}

} // namespace dequantizer::python
