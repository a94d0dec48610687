#pragma once

#include "Algorithm/Matrix.h"

#include <pybind11/numpy.h>

#include <string>
#include <vector>

namespace dequantizer::python
{

/// An array of floating-point numbers with values of type Scalar, by rows and without gaps: `value` itself if it is
/// such an array, or else a copy. Throws TypeError if `value` is no array of floating-point numbers: integers are
/// refused because their full scale is unknown. `name` is that of the argument, for errors.
template <typename Scalar>
[[nodiscard]] pybind11::array_t<Scalar, pybind11::array::c_style> floats(pybind11::handle value,
                                                                         const std::string& name);

/// Whether `value` is an array, or converts to one, of double-precision numbers.
[[nodiscard]] bool isDouble(pybind11::handle value);

/// Whether `value`, an array of floating-point numbers or what converts to one, has one dimension.
[[nodiscard]] bool isSingleFrame(pybind11::handle value);

/// Throws ValueError if a value is not a finite number.
template <typename Scalar>
void requireFinite(const Scalar* values, std::size_t count, const std::string& name);

/// Frames, (m, n) or one frame (n,), as a matrix [n, m]. NaN is refused; infinite values only if `finite` is set.
template <typename Scalar>
[[nodiscard]] Matrix<Scalar> framesFrom(pybind11::handle value, const std::string& name, bool finite = true);

/// A two-dimensional array (rows, columns) as a matrix of the same shape, with finite values.
template <typename Scalar>
[[nodiscard]] Matrix<Scalar> matrixFrom(pybind11::handle value, const std::string& name);

/// A matrix of the same shape as an array; takes over its memory.
template <typename Scalar>
[[nodiscard]] pybind11::array arrayFrom(Matrix<Scalar>&& matrix);

/// The columns of a matrix [n, m] as an array (m, n), or (n,) if `single` is set and m = 1; takes over its memory. With
/// `groups` > 0 there are that many successive batches of columns, and the array is (groups, m, n) or (groups, n).
template <typename Scalar>
[[nodiscard]] pybind11::array framesToArray(Matrix<Scalar>&& frames, bool single, Eigen::Index groups = 0);

/// Samples, (n,) or (n, channels), for functions that take one pointer per channel.
class ChannelSamples
{
public:
    static constexpr pybind11::ssize_t mostChannels = 256;

    /// Refers to the memory of `samples`, if it is an array of floats in which the samples of a channel follow each
    /// other, or else copies them. Throws TypeError or ValueError.
    explicit ChannelSamples(pybind11::handle samples);

    [[nodiscard]] int channels() const noexcept { return static_cast<int>(pointers.size()); }
    [[nodiscard]] std::size_t length() const noexcept { return count; }
    [[nodiscard]] const float* const* data() const noexcept { return pointers.data(); }
    [[nodiscard]] std::vector<std::vector<float>> copy() const;

    /// An array of the same shape, in which the samples of a channel follow each other, and its channels.
    struct Target
    {
        pybind11::array_t<float> array;
        std::vector<float*> pointers;
    };
    [[nodiscard]] Target emptyCopy() const;

private:
    pybind11::array_t<float> array; // keeps the memory
    std::size_t count = 0;
    std::vector<const float*> pointers;
};

} // namespace dequantizer::python
