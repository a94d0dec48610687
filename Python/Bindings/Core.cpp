#include "Python/Bindings/Bindings.h"

PYBIND11_MODULE(_core, module)
{
    using namespace dequantizer::python;
    module.doc() = "The engine of Dequantizer. Use the package dequantizer, which has the documentation.";
    module.attr("__version__") = DEQUANTIZER_VERSION;
    bindErrors(module);
    bindSteps(module);
    bindModel(module);
    bindQuantise(module);
    bindGrid(module);
    bindRestore(module);
    bindEvaluate(module);
    bindSolver(module);
    bindGradient(module);
}
