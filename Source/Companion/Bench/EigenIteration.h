#pragma once

namespace dequantizer
{

/// Highway's name for the instruction set that the program, and therefore Eigen, is compiled for.
[[nodiscard]] const char* eigenInstructionSet();

/// The dual step and K^T psi as two Eigen products, an independent reference for the speed of the frame solver:
/// dual = clip(dual + sigma K extrapolated, -1, 1), adjoint = K^T dual. All matrices are in column-major order: K
/// [k, n], extrapolated and adjoint [n, m], dual [k, m].
void eigenIteration(const float* K, long k, long n, long m, float sigma, float* dual, const float* extrapolated,
                    float* adjoint);

} // namespace dequantizer
