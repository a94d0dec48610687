#include "Algorithm/SpectralNorm.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>

namespace dequantizer
{

double spectralNormOf(const Matrix<double>& K)
{
    Matrix<double> gram;
    if (K.rows() < K.cols())
        gram.noalias() = K * K.transpose();
    else
        gram.noalias() = K.transpose() * K;

    const Eigen::SelfAdjointEigenSolver<Matrix<double>> eigen(gram, Eigen::EigenvaluesOnly);
    return std::sqrt(std::max(0.0, eigen.eigenvalues().maxCoeff()));
}

} // namespace dequantizer
