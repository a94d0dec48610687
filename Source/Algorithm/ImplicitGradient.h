#pragma once

#include "Algorithm/BackwardStep.h"
#include "Algorithm/ParameterGradient.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

/// What conjugate gradients did.
struct ConjugateGradientFigures
{
    int steps = 0;         ///< until every frame had ended
    double residual = 0.0; ///< the largest normal residual of a frame, relative to the initial one
};

/// The gradient of a loss of the solution y* with respect to K by implicit differentiation, with the masks of one
/// iterate.
///
/// With the masks P and D of the two projections frozen and K~ = D K P, the solution is determined by K~ y = 0 on the
/// rows of D, where y outside P is constant. The limit of the full gradient for infinitely many iterations (Brauer &
/// Lorenz, EUSIPCO 2023) is sigma Delta_D (y*)^T - tau psi* (Delta_P)^T, with the sums Delta_P and Delta_D of all
/// delta. Summing the backward recursion over all its steps, and with the kernel theorem, gives
///
///     sigma K~^T Delta_D = -g~      K~ Delta_P = 0      g~ = P g less its part in the kernel of K~,
///
/// g = `outputGradient`. Delta_D stays in the range of K~, so that it is the least-squares solution of least norm.
/// Delta_P has only a part in the kernel of K~, which is 0 if the solution is unique, and otherwise grows with L
/// without bound and is left out. Hence
///
///     dloss/dK = u (y*)^T,   u = sigma Delta_D = the least-norm solution of   min_u ||K~^T u + P g||,
///
/// the same for all algorithms and step sizes. The derivatives with respect to the latter are 0.
///
/// `steps` >= 0 iterations of conjugate gradients on the normal equations (CGLS: M. Hestenes & E. Stiefel, 1952; A.
/// Bjorck, "Numerical methods for least squares problems", 1996, Section 7.4) from u = 0, for each frame by itself;
/// each takes as many products as a step of back-propagation. Fewer steps than convergence needs act as a
/// regularisation. A frame ends early when its normal residual is at most `tolerance` of the initial one.
///
/// `primalArgument`, `dualArgument` and `primal` are z_P, z_D and y of the iterate. `figures` may be null.
template <typename Operator, typename Scalar>
[[nodiscard]] ParameterGradient<Scalar>
implicitGradient(const Operator& K, const CellFrames<Scalar>& frames, PrimalMask mask,
                 const Matrix<Scalar>& primalArgument, const Matrix<Scalar>& dualArgument, const Matrix<Scalar>& primal,
                 const Matrix<Scalar>& outputGradient, int steps, Scalar tolerance = Scalar(1e-6),
                 ConjugateGradientFigures* figures = nullptr)
{
    const auto batch = outputGradient.cols();
    // r = -P g - K~^T u,   s = K~ r
    Matrix<Scalar> residual = -outputGradient;
    maskPrimal(primalArgument, frames, mask, residual);
    const auto analyse = [&](const Matrix<Scalar>& frame, Matrix<Scalar>& result)
    {
        result.setZero(K.rows(), batch);
        addProduct(K, Scalar(1), frame, result);
        maskDual(dualArgument, result);
    };
    Matrix<Scalar> slope, image;
    analyse(residual, slope);
    Matrix<Scalar> direction = slope;
    Matrix<Scalar> solution = Matrix<Scalar>::Zero(K.rows(), batch);
    Vector<Scalar> square = slope.colwise().squaredNorm();
    const Vector<Scalar> enough = tolerance * tolerance * square;
    const Vector<Scalar> firstSquare = square;
    int step = 0;
    for (; step < steps && (square.array() > enough.array()).any(); ++step)
    {
        image.setZero(outputGradient.rows(), batch);
        addAdjointProduct(K, Scalar(1), direction, image);
        maskPrimal(primalArgument, frames, mask, image);
        Vector<Scalar> length = Vector<Scalar>::Zero(batch);
        for (Eigen::Index m = 0; m < batch; ++m)
            if (const Scalar imageSquare = image.col(m).squaredNorm(); square(m) > enough(m) && imageSquare > Scalar(0))
                length(m) = square(m) / imageSquare;
        solution += direction * length.asDiagonal();
        residual -= image * length.asDiagonal();
        analyse(residual, slope);
        for (Eigen::Index m = 0; m < batch; ++m)
        {
            if (length(m) == Scalar(0))
                continue;
            const Scalar next = slope.col(m).squaredNorm();
            direction.col(m) = slope.col(m) + next / square(m) * direction.col(m);
            square(m) = next;
        }
    }

    if (figures != nullptr)
    {
        *figures = {step, 0.0};
        for (Eigen::Index m = 0; m < batch; ++m)
            if (firstSquare(m) > Scalar(0))
                figures->residual =
                    std::max(figures->residual, std::sqrt(static_cast<double>(square(m) / firstSquare(m))));
    }
    ParameterGradient<Scalar> gradient;
    gradient.K = Matrix<Scalar>::Zero(K.rows(), K.cols());
    addOuterProduct(K, solution, primal, gradient.K);
    return gradient;
}

} // namespace dequantizer
