#include "Python/Bindings/Arguments.h"
#include "Python/Bindings/Arrays.h"
#include "Python/Bindings/Bindings.h"

namespace py = pybind11;

namespace dequantizer::python
{

namespace
{
const std::map<std::string, Overload> overloads{{"saturate", Overload::saturate}, {"extend", Overload::extend}};

struct QuantiserArguments
{
    py::object bits;
    std::optional<double> delta;
    std::string kind, overload;

    [[nodiscard]] Quantiser quantiser() const
    {
        NamedQuantiser named{.name = withHyphens(kind)};
        requireOneOf(NamedQuantiser::names(), named.name, "--quantiser");
        const auto treatment = namedValue(overloads, overload, "overload");
        const auto step = givenDelta(bits, delta, named.isUniform());
        if (!named.isUniform() && step)
            throw py::value_error("--bits: " + named.name + " always has 8 bits");
        return named.quantiser(step, treatment);
    }
};

// Any shape; each sample on its own.
py::array_t<float> quantise(const py::object& samples, const py::object& bits, std::optional<double> delta,
                            const std::string& kind, const std::string& overload)
{
    const auto quantiser = QuantiserArguments{bits, delta, kind, overload}.quantiser();
    const auto input = floats<float>(samples, "samples");
    const auto size = static_cast<std::size_t>(input.size());
    requireFinite(input.data(), size, "samples");
    py::array_t<float> output(std::vector<py::ssize_t>(input.shape(), input.shape() + input.ndim()));
    const float* const from = input.data();
    float* const to = output.mutable_data();
    const py::gil_scoped_release release;
    for (std::size_t i = 0; i < size; ++i)
        to[i] = quantiser.quantise(from[i]);
    return output;
}

py::tuple cells(const py::object& quantised, const py::object& bits, std::optional<double> delta,
                const std::string& kind, double strength)
{
    requireWithin(strength, 0.25, 3.0, "strength");
    const auto quantiser = QuantiserArguments{bits, delta, kind, "saturate"}.quantiser().widened(strength);
    const auto input = floats<float>(quantised, "quantised");
    const auto size = static_cast<std::size_t>(input.size());
    requireFinite(input.data(), size, "quantised");
    const std::vector<py::ssize_t> shape(input.shape(), input.shape() + input.ndim());
    py::array_t<float> lower(shape), centre(shape), upper(shape);
    for (std::size_t i = 0; i < size; ++i)
    {
        const auto cell = quantiser.cell(input.data()[i]);
        lower.mutable_data()[i] = cell.lower;
        centre.mutable_data()[i] = cell.centre;
        upper.mutable_data()[i] = cell.upper;
    }
    return py::make_tuple(centre, lower, upper);
}
} // namespace

void bindQuantise(py::module_& module)
{
    module.def("quantise", &quantise, py::arg("samples"), py::arg("bits") = py::none(), py::kw_only(),
               py::arg("delta") = py::none(), py::arg("kind") = "mid-rise", py::arg("overload") = "saturate",
               R"(Quantises samples of any shape; returns a float32 array of the same shape.

samples     floating-point numbers; full scale is [-1, 1]
bits        whole number from 1 to 24: the quantisation step is 2 / 2**bits
delta       the step itself in signal units, 1e-7 to 2, instead of bits
kind        "mid-rise", "mid-tread", "truncate", "mu-law" or "a-law"; the last two take neither bits nor delta
overload    "saturate" uses the outermost level beyond full scale, "extend" continues the levels as the papers do

Raises TypeError for arrays of other numbers, and ValueError for arguments out of range or samples that are not finite.)");
    module.def("cells", &cells, py::arg("quantised"), py::arg("bits") = py::none(), py::kw_only(),
               py::arg("delta") = py::none(), py::arg("kind") = "mid-rise", py::arg("strength") = 1.0,
               R"(The cells of quantised samples: (centre, lower, upper), float32 arrays of the same shape.

The iteration starts at the centre, x of solve(). `strength`, 0.25 to 3, scales the width of the cells. The other
arguments are those of quantise().)");
}

} // namespace dequantizer::python
