#pragma once

#include "Model/Model.h"

#include <pybind11/numpy.h>

#include <string>

namespace dequantizer::python
{

/// A model whose learned tensors are NumPy arrays, so that Python code can change them. The arrays own their memory: a
/// Model is assembled from them, and checked, each time one is needed.
class PythonModel
{
public:
    explicit PythonModel(Model model);

    /// The model with the current tensors. Throws ModelError if it is not valid.
    [[nodiscard]] Model assembled() const;

    /// The array called `name`. Throws KeyError.
    [[nodiscard]] pybind11::array tensor(const std::string& name) const;

    /// Replaces an array by a copy of `value`, which must have floating-point numbers. Throws KeyError or TypeError.
    void setTensor(const std::string& name, pybind11::handle value);

    /// A view of the arrays by name, for reading: the arrays can be changed, but the names cannot. With a `prefix`,
    /// only of those whose name begins with it.
    [[nodiscard]] pybind11::object tensors(const std::string& prefix = {}) const;

    [[nodiscard]] PythonModel copy() const { return PythonModel(assembled()); }

    Model description; ///< everything but the values of the tensors

private:
    pybind11::dict arrays;
};

} // namespace dequantizer::python
