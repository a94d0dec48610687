#include "Algorithm/SpectralNorm.h"
#include "Algorithm/StepSizes.h"
#include "Python/Bindings/Arguments.h"
#include "Python/Bindings/Arrays.h"
#include "Python/Bindings/Bindings.h"

namespace py = pybind11;

namespace dequantizer::python
{

namespace
{
StepSizes checked(const StepSizes& steps)
{
    requirePositive(steps.sigma, "sigma");
    requirePositive(steps.tau, "tau");
    requireWithin(steps.theta, 0.0, 1.0, "theta");
    return steps;
}

double norm(const py::object& K)
{
    const auto matrix = matrixFrom<double>(K, "K");
    if (matrix.size() == 0)
        throw py::value_error("K is empty");
    const py::gil_scoped_release release;
    return spectralNorm(matrix);
}
} // namespace

void bindSteps(py::module_& module)
{
    py::class_<StepSizes>(module, "Steps", R"(The step sizes of the Chambolle-Pock iteration.

sigma is in 1 / signal units and above 0, tau in signal units and above 0, theta a pure number from 0 to 1. The
iteration converges for theta = 1 if sigma * tau * ||K||^2 < 1.)")
        .def(py::init(
                 [](double sigma, double tau, double theta) {
                     return checked({sigma, tau, theta});
                 }),
             py::arg("sigma"), py::arg("tau"), py::arg("theta") = 1.0)
        .def_static(
            "from_weight",
            [](double weight, double operatorNorm, double theta)
            {
                requirePositive(weight, "weight");
                requirePositive(operatorNorm, "norm");
                return checked(stepSizesFromWeight(weight, operatorNorm, theta));
            },
            py::arg("weight"), py::arg("norm"), py::arg("theta") = 1.0,
            R"(sigma = 0.99 weight / norm and tau = 0.99 / (weight norm), for an operator with this spectral norm.)")
        .def(
            "scaled",
            [](const StepSizes& steps, double scale)
            {
                requirePositive(scale, "scale");
                return checked(steps.forSignalScaledBy(scale));
            },
            py::arg("scale"), "The same steps for a signal scaled by `scale` > 0.")
        .def_readwrite("sigma", &StepSizes::sigma)
        .def_readwrite("tau", &StepSizes::tau)
        .def_readwrite("theta", &StepSizes::theta)
        .def("__repr__",
             [](const StepSizes& steps) {
                 return py::str("Steps(sigma={!r}, tau={!r}, theta={!r})").format(steps.sigma, steps.tau, steps.theta);
             });

    module.def("spectral_norm", &norm, py::arg("K"),
               R"(The largest singular value of K, a matrix (k, n) of floating-point numbers, in double precision.)");
}

} // namespace dequantizer::python
