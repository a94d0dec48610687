#pragma once

#include <pybind11/pybind11.h>

namespace dequantizer::python
{

// Each adds one concept of the package to the extension module.
void bindErrors(pybind11::module_& module);
void bindSteps(pybind11::module_& module);
void bindModel(pybind11::module_& module);
void bindQuantise(pybind11::module_& module);
void bindGrid(pybind11::module_& module);
void bindRestore(pybind11::module_& module);
void bindEvaluate(pybind11::module_& module);
void bindSolver(pybind11::module_& module);
void bindGradient(pybind11::module_& module);

} // namespace dequantizer::python
