#include "Python/Bindings/Arrays.h"

#include <cmath>

namespace py = pybind11;

namespace dequantizer::python
{

namespace
{
py::array arrayOf(py::handle value, const std::string& name)
{
    auto array = py::reinterpret_steal<py::array>(
        py::detail::npy_api::get().PyArray_FromAny_(value.ptr(), nullptr, 0, 0, 0, nullptr));
    if (!array)
    {
        PyErr_Clear();
        throw py::type_error(name + " is no array of floating-point numbers");
    }
    if (array.dtype().kind() != 'f')
        throw py::type_error(name + " must be an array of floating-point numbers, not of " +
                             py::str(array.dtype()).cast<std::string>());
    return array;
}

std::string shapeText(const py::array& array)
{
    return py::str(py::tuple(array.attr("shape"))).cast<std::string>();
}

template <typename Scalar>
py::array_t<Scalar, py::array::c_style> converted(const py::array& array, const std::string& name)
{
    auto result = py::array_t<Scalar, py::array::c_style | py::array::forcecast>::ensure(array);
    if (!result)
    {
        PyErr_Clear();
        throw py::value_error(name + " is too large to be copied");
    }
    return py::array_t<Scalar, py::array::c_style>(std::move(result));
}

// Frees a matrix together with the array that shows it.
template <typename Scalar>
py::capsule ownerOf(Matrix<Scalar>*& kept, Matrix<Scalar>&& matrix)
{
    kept = new Matrix<Scalar>(std::move(matrix));
    return py::capsule(kept, [](void* memory) { delete static_cast<Matrix<Scalar>*>(memory); });
}
} // namespace

template <typename Scalar>
py::array_t<Scalar, py::array::c_style> floats(py::handle value, const std::string& name)
{
    return converted<Scalar>(arrayOf(value, name), name);
}

bool isSingleFrame(py::handle value)
{
    return arrayOf(value, "x").ndim() == 1;
}

bool isDouble(py::handle value)
{
    return arrayOf(value, "x").dtype().itemsize() > static_cast<py::ssize_t>(sizeof(float));
}

template <typename Scalar>
void requireFinite(const Scalar* values, std::size_t count, const std::string& name)
{
    for (std::size_t i = 0; i < count; ++i)
        if (!std::isfinite(values[i]))
            throw py::value_error(name + " has a value that is not a finite number");
}

template <typename Scalar>
Matrix<Scalar> framesFrom(py::handle value, const std::string& name, bool finite)
{
    const auto array = floats<Scalar>(value, name);
    if (array.ndim() != 1 && array.ndim() != 2)
        throw py::value_error(name + " must have the shape (frames, samples) or (samples,), not " + shapeText(array));
    const auto m = array.ndim() == 2 ? array.shape(0) : 1;
    const auto n = array.shape(array.ndim() - 1);
    // The rows of the array are the columns of the matrix.
    Matrix<Scalar> frames = Eigen::Map<const Matrix<Scalar>>(array.data(), n, m);
    if (finite)
        requireFinite(frames.data(), static_cast<std::size_t>(frames.size()), name);
    else if (frames.hasNaN())
        throw py::value_error(name + " has a value that is not a number");
    return frames;
}

template <typename Scalar>
Matrix<Scalar> matrixFrom(py::handle value, const std::string& name)
{
    using ByRows = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const auto array = floats<Scalar>(value, name);
    if (array.ndim() != 2)
        throw py::value_error(name + " must have the shape (rows, columns), not " + shapeText(array));
    requireFinite(array.data(), static_cast<std::size_t>(array.size()), name);
    return Eigen::Map<const ByRows>(array.data(), array.shape(0), array.shape(1));
}

template <typename Scalar>
py::array arrayFrom(Matrix<Scalar>&& matrix)
{
    Matrix<Scalar>* kept = nullptr;
    const auto owner = ownerOf(kept, std::move(matrix));
    constexpr auto size = static_cast<py::ssize_t>(sizeof(Scalar));
    return py::array_t<Scalar>(std::vector<py::ssize_t>{kept->rows(), kept->cols()},
                               std::vector<py::ssize_t>{size, size * kept->rows()}, kept->data(), owner);
}

template <typename Scalar>
py::array framesToArray(Matrix<Scalar>&& frames, bool single, Eigen::Index groups)
{
    Matrix<Scalar>* kept = nullptr;
    const auto owner = ownerOf(kept, std::move(frames));
    std::vector<py::ssize_t> shape;
    if (groups > 0)
        shape.push_back(groups);
    if (!single)
        shape.push_back(groups > 0 ? kept->cols() / groups : kept->cols());
    shape.push_back(kept->rows());
    return py::array_t<Scalar>(shape, kept->data(), owner);
}

ChannelSamples::ChannelSamples(py::handle samples)
{
    const auto given = arrayOf(samples, "samples");
    if (given.ndim() != 1 && given.ndim() != 2)
        throw py::value_error("samples must have the shape (samples,) or (samples, channels), not " + shapeText(given));
    const auto channelCount = given.ndim() == 2 ? given.shape(1) : 1;
    if (channelCount < 1 || channelCount > mostChannels)
        throw py::value_error("samples has " + std::to_string(channelCount) +
                              " channels; the shape is (samples, "
                              "channels), with 1 to " +
                              std::to_string(mostChannels) + " channels");
    if (given.shape(0) < 1)
        throw py::value_error("samples is empty");
    count = static_cast<std::size_t>(given.shape(0));

    auto kept = py::array_t<float, py::array::f_style | py::array::forcecast>::ensure(given);
    if (!kept)
    {
        PyErr_Clear();
        throw py::value_error("samples is too large to be copied");
    }
    array = py::array_t<float>(std::move(kept));
    for (py::ssize_t channel = 0; channel < channelCount; ++channel)
    {
        pointers.push_back(array.data() + static_cast<std::size_t>(channel) * count);
        requireFinite(pointers.back(), count, "samples");
    }
}

std::vector<std::vector<float>> ChannelSamples::copy() const
{
    std::vector<std::vector<float>> result;
    for (const auto* channel : pointers)
        result.emplace_back(channel, channel + count);
    return result;
}

ChannelSamples::Target ChannelSamples::emptyCopy() const
{
    constexpr auto size = static_cast<py::ssize_t>(sizeof(float));
    const auto length = static_cast<py::ssize_t>(count);
    Target target{array.ndim() == 1 ? py::array_t<float>(length)
                                    : py::array_t<float>(std::vector<py::ssize_t>{length, channels()},
                                                         std::vector<py::ssize_t>{size, size * length}),
                  {}};
    for (std::size_t channel = 0; channel < pointers.size(); ++channel)
        target.pointers.push_back(target.array.mutable_data() + channel * count);
    return target;
}

// For both precisions.
template py::array_t<float, py::array::c_style> floats<float>(py::handle, const std::string&);
template py::array_t<double, py::array::c_style> floats<double>(py::handle, const std::string&);
template void requireFinite(const float*, std::size_t, const std::string&);
template void requireFinite(const double*, std::size_t, const std::string&);
template Matrix<float> framesFrom(py::handle, const std::string&, bool);
template Matrix<double> framesFrom(py::handle, const std::string&, bool);
template Matrix<float> matrixFrom(py::handle, const std::string&);
template Matrix<double> matrixFrom(py::handle, const std::string&);
template py::array arrayFrom(Matrix<float>&&);
template py::array arrayFrom(Matrix<double>&&);
template py::array framesToArray(Matrix<float>&&, bool, Eigen::Index);
template py::array framesToArray(Matrix<double>&&, bool, Eigen::Index);

} // namespace dequantizer::python
