#pragma once

#include "Operator/ComplexTransform.h"

#include <complex>
#include <functional>
#include <span>
#include <vector>

namespace dequantizer
{

/// A tight Gabor frame A for real signals: overlapping windowed frames of n samples and their discrete Fourier
/// transforms,
///
///     (A x)_mk = n^(-1/2) sum_j w_j x_(m hop + j) exp(-2 pi i j k / n),   sum over m of w^2_(i - m hop) = 1,
///
/// so that A^T A = I and ||A|| = 1. Only 0 <= k <= n/2 is computed; the other coefficients are conjugates. The signal
/// is extended with zeros at both ends.
class TightGaborFrame
{
public:
    using Spectrum = std::span<std::complex<float>>; ///< the n/2 + 1 coefficients of a frame

    /// `window`: n samples, n even, any shape without gaps at this hop; it is normalised here. `hop` divides n.
    TightGaborFrame(const std::vector<float>& window, int hop);

    /// n
    [[nodiscard]] int frameLength() const noexcept { return static_cast<int>(window.size()); }

    /// The number of frames that overlap a signal of `samples` samples.
    [[nodiscard]] std::size_t frames(std::size_t samples) const noexcept;

    /// Returns A^T c. `change` is called with the spectrum of each frame of A `signal`, in order, and replaces it with
    /// that of c.
    [[nodiscard]] std::vector<float> transform(std::span<const float> signal,
                                               const std::function<void(std::size_t frame, Spectrum)>& change) const;

private:
    struct Buffers;

    void addPair(std::span<const float> signal, std::size_t frame, std::size_t count, Buffers& buffers,
                 const std::function<void(std::size_t, Spectrum)>& change, std::vector<float>& sum) const;

    std::vector<float> window; // with the factor n^(-1/2)
    std::ptrdiff_t hop;
    ComplexTransform<float> fourier;
};

} // namespace dequantizer
