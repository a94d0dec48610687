#include "Python/Bindings/Bindings.h"

#include <stdexcept>

namespace py = pybind11;

namespace dequantizer::python
{

void bindErrors(py::module_& module)
{
    // Never freed, because a translator may run until the interpreter ends.
    static auto* const error =
        new py::object(py::exception<std::runtime_error>(module, "Error", PyExc_ValueError)); // NOLINT
    error->attr("__doc__") = "A sound or a model cannot be used. The text is one sentence, that of the command line.";
    py::register_local_exception_translator(
        [](std::exception_ptr thrown)
        {
            try
            {
                std::rethrow_exception(thrown);
            }
            catch (const py::builtin_exception&)
            {
                throw; // has a type of its own in Python
            }
            catch (const std::runtime_error& failure)
            {
                PyErr_SetString(error->ptr(), failure.what());
            }
        });
}

} // namespace dequantizer::python
