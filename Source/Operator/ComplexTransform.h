#pragma once

#include <algorithm>
#include <complex>
#include <cstddef>
#include <memory>
#include <new>

namespace dequantizer
{

/// The alignment in bytes that every buffer of a transform must have.
inline constexpr std::size_t transformAlignment = 64;

/// An aligned array of complex values, initially 0.
template <typename Scalar>
class TransformBuffer
{
public:
    explicit TransformBuffer(int size)
        : values(static_cast<std::complex<Scalar>*>(::operator new(
              sizeof(std::complex<Scalar>) * static_cast<std::size_t>(size), std::align_val_t(transformAlignment))))
    {
        std::fill_n(values.get(), size, std::complex<Scalar>());
    }

    [[nodiscard]] std::complex<Scalar>* data() noexcept { return values.get(); }
    [[nodiscard]] const std::complex<Scalar>* data() const noexcept { return values.get(); }

    /// The real and imaginary parts, alternating, as std::complex guarantees.
    [[nodiscard]] Scalar* reals() noexcept { return reinterpret_cast<Scalar*>(values.get()); }
    [[nodiscard]] const Scalar* reals() const noexcept { return reinterpret_cast<const Scalar*>(values.get()); }

private:
    struct Release
    {
        void operator()(std::complex<Scalar>* memory) const noexcept
        {
            ::operator delete(memory, std::align_val_t(transformAlignment));
        }
    };
    std::unique_ptr<std::complex<Scalar>[], Release> values;
};

/// Discrete Fourier transforms of N complex values by FFTW,
///
///     forward: X_k = sum_j x_j exp(-2 pi i j k / N)      backward: x_j = sum_k X_k exp(+2 pi i j k / N)
///
/// neither of them normalised. The plan is chosen by a rule (FFTW_ESTIMATE) and not by timing, so that the same machine
/// always gives the same values.
///
/// Planning allocates and locks a mutex, so it must not run on the audio thread. forward() and backward() do neither,
/// and several threads may call them concurrently.
template <typename Scalar>
class ComplexTransform
{
public:
    /// `size` = N >= 1. Throws std::bad_alloc if there is not enough memory for the plans.
    explicit ComplexTransform(int size);
    ~ComplexTransform();
    ComplexTransform(const ComplexTransform&) = delete;
    ComplexTransform& operator=(const ComplexTransform&) = delete;

    [[nodiscard]] int size() const noexcept { return length; }

    /// `in` and `out` have N values each, are aligned, and must not overlap. `in` is not changed.
    void forward(const std::complex<Scalar>* in, std::complex<Scalar>* out) const noexcept;
    void backward(const std::complex<Scalar>* in, std::complex<Scalar>* out) const noexcept;

private:
    struct Plans;
    int length;
    std::unique_ptr<Plans> plans;
};

extern template class ComplexTransform<float>;
extern template class ComplexTransform<double>;

} // namespace dequantizer
