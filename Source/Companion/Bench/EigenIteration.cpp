#include "Companion/Bench/EigenIteration.h"

#include <Eigen/Core>
#include <hwy/highway.h>

namespace dequantizer
{

const char* eigenInstructionSet()
{
    return hwy::TargetName(HWY_STATIC_TARGET);
}

void eigenIteration(const float* K, long k, long n, long m, float sigma, float* dual, const float* extrapolated,
                    float* adjoint)
{
    using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic>;
    const Eigen::Map<const Matrix> operatorK(K, k, n);
    if (m == 1)
    {
        // Vector types, so that Eigen uses its matrix-vector product.
        const Eigen::Map<const Eigen::VectorXf> y(extrapolated, n);
        Eigen::Map<Eigen::VectorXf> psi(dual, k), sum(adjoint, n);
        psi.noalias() += sigma * (operatorK * y);
        psi = psi.cwiseMax(-1.0f).cwiseMin(1.0f);
        sum.noalias() = operatorK.transpose() * psi;
    }
    else
    {
        const Eigen::Map<const Matrix> y(extrapolated, n, m);
        Eigen::Map<Matrix> psi(dual, k, m), sum(adjoint, n, m);
        psi.noalias() += sigma * (operatorK * y);
        psi = psi.cwiseMax(-1.0f).cwiseMin(1.0f);
        sum.noalias() = operatorK.transpose() * psi;
    }
}

} // namespace dequantizer
