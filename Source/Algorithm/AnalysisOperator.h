#pragma once

#include "Algorithm/Matrix.h"

#include <concepts>

namespace dequantizer
{

/// A linear map K from a frame of n samples to k rows, applied to batches of m frames.
///
/// A row is real (`components` = 1) or complex (`components` = 2). Coefficients are a real matrix
/// [components * k, m]: the real parts of all rows first, then, for complex rows, their imaginary parts.
///
/// The coefficients have the inner product  <psi, u> = sum_i w_i Re(conj(psi_i) u_i)  with the row weights w > 0, and
/// applyAdjoint() is the adjoint for it:  <psi, K y> = <K^T psi, y>.  Weights other than 1 let a complex row stand for
/// itself and its conjugate. A derivative with respect to coefficients is always meant for this inner product.
///
/// apply() and applyAdjoint() resize their result; they may use memory of the operator's own, so that one object serves
/// one thread.
template <typename T>
concept AnalysisOperator = requires(T K, const T constK, const Matrix<typename T::Scalar> values,
                                    Matrix<typename T::Scalar> result, typename T::Parameters gradient)
{
    {
        constK.rows()
        } -> std::convertible_to<Eigen::Index>;
    {
        constK.frameLength()
        } -> std::convertible_to<Eigen::Index>;
    {
        T::components
        } -> std::convertible_to<Eigen::Index>;
    {
        constK.rowWeights()
        } -> std::convertible_to<const Vector<typename T::Scalar>&>;
    /// K y: frames [n, m] to coefficients [components * k, m].
    K.apply(values, result);
    /// K^T psi: coefficients to frames.
    K.applyAdjoint(values, result);
    /// Adds factor * d<coefficients, K frames> / d(parameters of K) to `gradient`.
    K.addGradient(typename T::Scalar(1), values, values, gradient);
    {
        constK.zeroGradient()
        } -> std::convertible_to<typename T::Parameters>;
};

} // namespace dequantizer
