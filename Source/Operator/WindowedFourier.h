#pragma once

#include "Algorithm/AnalysisOperator.h"
#include "Operator/ComplexTransform.h"

#include <cmath>
#include <numbers>

namespace dequantizer
{

/// The sine window of n samples, h_j = sin(pi (j + 1/2) / n).
template <typename Scalar>
[[nodiscard]] Vector<Scalar> sineWindow(Eigen::Index n)
{
    Vector<Scalar> window(n);
    for (Eigen::Index j = 0; j < n; ++j)
        window(j) =
            static_cast<Scalar>(std::sin(std::numbers::pi * (static_cast<double>(j) + 0.5) / static_cast<double>(n)));
    return window;
}

/// K = F diag(h) / sqrt(2 n): the spectrum of a windowed frame, interpolated by a factor of 2. F is the discrete
/// Fourier transform of 2 n points, of which the frame fills the first n. Its n + 1 rows, with frequencies i / (2 n),
/// 0 <= i <= n, are complex and have weight 2, except for rows 0 and n, which are real and have weight 1. Then
///
///     K^T K = diag(h^2),    so that ||K||_2 = max |h| <= 1 for every window that does not exceed 1.
///
/// The imaginary parts of rows 0 and n are 0, and applyAdjoint() ignores them.
template <typename ScalarType>
class WindowedFourier
{
public:
    using Scalar = ScalarType;
    using Parameters = Vector<Scalar>; ///< the window
    static constexpr Eigen::Index components = 2;

    /// `window` = h, [n], n >= 2 and even. Plans the transform, so do not construct it on the audio thread.
    explicit WindowedFourier(const Vector<Scalar>& window)
        : h(window), weights(Vector<Scalar>::Constant(window.size() + 1, Scalar(2))),
          scale(Scalar(1) / std::sqrt(Scalar(2) * static_cast<Scalar>(window.size()))),
          rotationReal(window.size() / 2 + 1), rotationImaginary(window.size() / 2 + 1),
          transform(std::make_shared<const Transform>(static_cast<int>(window.size()))),
          samples(static_cast<int>(window.size())), spectrum(static_cast<int>(window.size()) + 1)
    {
        weights(0) = weights(h.size()) = Scalar(1);
        for (Eigen::Index i = 0; i <= h.size() / 2; ++i)
        {
            const double angle = std::numbers::pi * static_cast<double>(i) / static_cast<double>(h.size());
            rotationReal(i) = static_cast<Scalar>(std::cos(angle));
            rotationImaginary(i) = static_cast<Scalar>(-std::sin(angle));
        }
    }

    [[nodiscard]] Eigen::Index rows() const noexcept { return h.size() + 1; }
    [[nodiscard]] Eigen::Index frameLength() const noexcept { return h.size(); }
    [[nodiscard]] const Vector<Scalar>& rowWeights() const noexcept { return weights; }
    [[nodiscard]] const Vector<Scalar>& window() const noexcept { return h; }

    /// The mean |(K e)_i|^2 for white noise e of power 1/12, which is what uniform quantisation with Delta = 1 adds:
    /// g^2 = sum_j h_j^2 / (24 n).
    [[nodiscard]] Scalar noisePower() const { return h.squaredNorm() / static_cast<Scalar>(24 * h.size()); }

    void apply(const Matrix<Scalar>& frames, Matrix<Scalar>& coefficients)
    {
        coefficients.resize(2 * rows(), frames.cols());
        for (Eigen::Index m = 0; m < frames.cols(); ++m)
        {
            // Pairs of adjacent samples are the complex values of a transform of half the length. The values after the
            // frame stay 0.
            Samples(samples.reals(), h.size()) = (frames.col(m).array() * h.array()) * scale;
            transform->forward(samples.data(), spectrum.data());
            separate(coefficients.col(m).data(), coefficients.col(m).data() + rows());
        }
    }

    void applyAdjoint(const Matrix<Scalar>& coefficients, Matrix<Scalar>& frames)
    {
        frames.resize(h.size(), coefficients.cols());
        for (Eigen::Index m = 0; m < coefficients.cols(); ++m)
        {
            synthesise(coefficients.col(m).data());
            frames.col(m).array() = Samples(synthesised.reals(), h.size()) * h.array();
        }
    }

    [[nodiscard]] Parameters zeroGradient() const { return Vector<Scalar>::Zero(h.size()); }

    void addGradient(Scalar factor, const Matrix<Scalar>& coefficients, const Matrix<Scalar>& frames,
                     Parameters& gradient)
    {
        for (Eigen::Index m = 0; m < coefficients.cols(); ++m)
        {
            synthesise(coefficients.col(m).data());
            gradient.array() += factor * (Samples(synthesised.reals(), h.size()) * frames.col(m).array());
        }
    }

private:
    using Transform = ComplexTransform<Scalar>;
    using Samples = Eigen::Map<Eigen::Array<Scalar, Eigen::Dynamic, 1>>;

    // From the transform Z of the pairs to that of the samples: those at even and odd positions have the transforms
    // (Z_i + conj Z_{n-i}) / 2 and (Z_i - conj Z_{n-i}) / 2i. The latter is multiplied by exp(-i pi i / n) and added.
    void separate(Scalar* real, Scalar* imaginary)
    {
        const auto n = h.size();
        spectrum.data()[n] = spectrum.data()[0];
        const Scalar* const Z = spectrum.reals();
        for (Eigen::Index i = 0; i <= n / 2; ++i)
        {
            const auto j = n - i;
            const Scalar evenReal = Scalar(0.5) * (Z[2 * i] + Z[2 * j]);
            const Scalar evenImaginary = Scalar(0.5) * (Z[2 * i + 1] - Z[2 * j + 1]);
            const Scalar oddReal = Scalar(0.5) * (Z[2 * i + 1] + Z[2 * j + 1]);
            const Scalar oddImaginary = Scalar(0.5) * (Z[2 * j] - Z[2 * i]);
            const Scalar turnedReal = rotationReal(i) * oddReal - rotationImaginary(i) * oddImaginary;
            const Scalar turnedImaginary = rotationReal(i) * oddImaginary + rotationImaginary(i) * oddReal;
            real[i] = evenReal + turnedReal;
            imaginary[i] = evenImaginary + turnedImaginary;
            real[j] = evenReal - turnedReal;
            imaginary[j] = turnedImaginary - evenImaginary;
        }
    }

    // Computes F^T psi / sqrt(2 n) in `synthesised`: the steps of separate() in reverse.
    void synthesise(const Scalar* real)
    {
        const auto n = h.size();
        const Scalar* const imaginary = real + rows();
        Scalar* const Z = spectrum.reals();
        for (Eigen::Index i = 0; i <= n / 2; ++i)
        {
            const auto j = n - i;
            const Scalar mine = i == 0 ? Scalar(0) : imaginary[i];
            const Scalar other = i == 0 ? Scalar(0) : imaginary[j];
            const Scalar evenReal = scale * (real[i] + real[j]);
            const Scalar evenImaginary = scale * (mine - other);
            const Scalar differenceReal = scale * (real[i] - real[j]);
            const Scalar differenceImaginary = scale * (mine + other);
            const Scalar oddReal = rotationReal(i) * differenceReal + rotationImaginary(i) * differenceImaginary;
            const Scalar oddImaginary = rotationReal(i) * differenceImaginary - rotationImaginary(i) * differenceReal;
            Z[2 * i] = evenReal - oddImaginary;
            Z[2 * i + 1] = evenImaginary + oddReal;
            Z[2 * j] = evenReal + oddImaginary;
            Z[2 * j + 1] = oddReal - evenImaginary;
        }
        transform->backward(spectrum.data(), synthesised.data());
    }

    Vector<Scalar> h, weights;
    Scalar scale;
    Vector<Scalar> rotationReal, rotationImaginary; // exp(-i pi i / n), i = 0 .. n / 2
    std::shared_ptr<const Transform> transform;
    TransformBuffer<Scalar> samples, spectrum;
    TransformBuffer<Scalar> synthesised{static_cast<int>(h.size())};
};

} // namespace dequantizer
