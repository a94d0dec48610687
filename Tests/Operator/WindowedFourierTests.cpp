#include "Catch.h"
#include "Operator/FourierFixture.h"
#include "Operator/NaiveFourier.h"

#include "Algorithm/SpectralNorm.h"
#include "Operator/DenseOperator.h"

using namespace dequantizer;

namespace
{
template <AnalysisOperator Operator>
typename Operator::Scalar product(const Operator& K, const Matrix<typename Operator::Scalar>& one,
                                  const Matrix<typename Operator::Scalar>& other)
{
    const auto k = K.rows();
    typename Operator::Scalar sum = 0;
    for (Eigen::Index part = 0; part < Operator::components; ++part)
        sum += (K.rowWeights().asDiagonal() * one.middleRows(part * k, k).cwiseProduct(other.middleRows(part * k, k)))
                   .sum();
    return sum;
}

template <AnalysisOperator Operator>
void checkAdjoint(Operator& K, double tolerance)
{
    using Scalar = typename Operator::Scalar;
    std::mt19937 generator(3);
    const auto y = randomMatrix<Scalar>(K.frameLength(), 3, generator);
    const auto psi = randomMatrix<Scalar>(Operator::components * K.rows(), 3, generator);
    Matrix<Scalar> Ky, KTpsi;
    K.apply(y, Ky);
    K.applyAdjoint(psi, KTpsi);
    CHECK(static_cast<double>(product(K, psi, Ky)) ==
          Approx(static_cast<double>(KTpsi.cwiseProduct(y).sum())).epsilon(tolerance));
}
} // namespace

TEST_CASE("The windowed Fourier operator equals its defining sum", "[operator]")
{
    const Eigen::Index n = GENERATE(2, 34, 64, 90);
    CAPTURE(n);
    std::mt19937 generator(1);
    const Vector<double> window = randomMatrix<double>(n, 1, generator);
    WindowedFourier<double> K(window);
    const auto parameters = FourierParameters<double>::zeros({0}, 1, 1, 1);
    const NaiveFourier naive({window.data(), window.data() + n}, parameters, 48000.0);

    const auto y = randomMatrix<double>(n, 2, generator);
    const auto psi = randomMatrix<double>(2 * (n + 1), 2, generator);
    Matrix<double> Ky, KTpsi;
    K.apply(y, Ky);
    K.applyAdjoint(psi, KTpsi);
    REQUIRE(Ky.rows() == 2 * (n + 1));
    for (Eigen::Index m = 0; m < 2; ++m)
    {
        const auto spectrum = naive.apply({y.col(m).data(), y.col(m).data() + n});
        NaiveFourier::Spectrum values;
        for (Eigen::Index i = 0; i <= n; ++i)
        {
            CHECK(Ky(i, m) == Approx(spectrum[static_cast<std::size_t>(i)].real()).margin(1e-13));
            CHECK(Ky(n + 1 + i, m) == Approx(spectrum[static_cast<std::size_t>(i)].imag()).margin(1e-13));
            const bool real = i == 0 || i == n;
            values.emplace_back(psi(i, m), real ? 0.0 : psi(n + 1 + i, m));
        }
        const auto frame = naive.applyAdjoint(values);
        for (Eigen::Index j = 0; j < n; ++j)
            CHECK(KTpsi(j, m) == Approx(frame[static_cast<std::size_t>(j)]).margin(1e-13));
    }
}

TEST_CASE("Adjoints are exact up to rounding", "[operator]")
{
    WindowedFourier<double> fourier(sineWindow<double>(2048));
    WindowedFourier<float> single(sineWindow<float>(2048));
    std::mt19937 generator(2);
    DenseOperator<double> dense(randomMatrix<double>(31, 24, generator));
    // Rows 0 and n are real: the values in place of their imaginary parts have no effect on either side.
    checkAdjoint(fourier, 1e-11);
    checkAdjoint(single, 1e-3);
    checkAdjoint(dense, 1e-12);
}

TEST_CASE("The windowed Fourier operator never exceeds norm 1", "[operator]")
{
    constexpr Eigen::Index n = 48;
    WindowedFourier<double> K(sineWindow<double>(n));
    Matrix<double> Ky, gram;
    K.apply(Matrix<double>::Identity(n, n), Ky);
    K.applyAdjoint(Ky, gram);
    const Matrix<double> expected = sineWindow<double>(n).array().square().matrix().asDiagonal();
    CHECK((gram - expected).norm() < 1e-13);
    CHECK(spectralNorm(gram) < 1.0);
}

TEST_CASE("White quantisation noise has the power that the operator returns", "[operator]")
{
    constexpr Eigen::Index n = 512;
    WindowedFourier<double> K(sineWindow<double>(n));
    std::mt19937 generator(4);
    const Matrix<double> noise = 0.5 * randomMatrix<double>(n, 400, generator); // uniform, Delta = 1
    Matrix<double> coefficients;
    K.apply(noise, coefficients);
    const double power = coefficients.squaredNorm() / static_cast<double>((n + 1) * noise.cols());
    CHECK(power == Approx(K.noisePower()).epsilon(0.01));
}

TEST_CASE("The derivative with respect to an operator is that of its inner product", "[operator]")
{
    constexpr Eigen::Index n = 34;
    std::mt19937 generator(5);
    const auto y = randomMatrix<double>(n, 2, generator);
    const auto direction = randomMatrix<double>(n, 1, generator);
    const Vector<double> window = sineWindow<double>(n);
    WindowedFourier<double> K(window);
    const auto psi = randomMatrix<double>(2 * (n + 1), 2, generator);
    auto gradient = K.zeroGradient();
    K.addGradient(2.0, psi, y, gradient);

    // Linear in the window, so that a difference over a large step is exact.
    WindowedFourier<double> moved(window + direction);
    Matrix<double> before, after;
    K.apply(y, before);
    moved.apply(y, after);
    CHECK(gradient.dot(direction.col(0)) == Approx(2.0 * product(K, psi, after - before)).epsilon(1e-11));
}
