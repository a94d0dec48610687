#pragma once

#include "Algorithm/Matrix.h"
#include "Algorithm/OperatorProducts.h"
#include "Algorithm/StepSizes.h"

namespace dequantizer
{

/// The derivatives of a loss with respect to the parameters of the iteration, summed over the frames of a batch.
template <typename Scalar>
struct ParameterGradient
{
    Matrix<Scalar> K; ///< [k, n]
    double sigma = 0.0;
    double tau = 0.0;
    double theta = 0.0;
};

/// From the two correlations that every variant of the gradient ends with,
///
///     dualCorrelation = sum_l delta_D^l (ybar^{l-1})^T      primalCorrelation = sum_l psi^l (delta_P^l)^T      (both
///     [k, n])
///
/// the derivatives with respect to K (Brauer & Lorenz, EUSIPCO 2023, Lemma 1), sigma and tau. The latter two need no
/// more products: sum_l <delta_D^l, K ybar^{l-1}> = <K, dualCorrelation>, and alike for tau. theta is left 0.
template <typename Operator, typename Scalar>
[[nodiscard]] ParameterGradient<Scalar> gradientFromCorrelations(const Operator& K, const StepSizes& steps,
                                                                 const Matrix<Scalar>& dualCorrelation,
                                                                 const Matrix<Scalar>& primalCorrelation)
{
    ParameterGradient<Scalar> gradient;
    gradient.K =
        static_cast<Scalar>(steps.sigma) * dualCorrelation - static_cast<Scalar>(steps.tau) * primalCorrelation;
    gradient.sigma = static_cast<double>(matrixOf(K).cwiseProduct(dualCorrelation).sum());
    gradient.tau = -static_cast<double>(matrixOf(K).cwiseProduct(primalCorrelation).sum());
    return gradient;
}

} // namespace dequantizer
