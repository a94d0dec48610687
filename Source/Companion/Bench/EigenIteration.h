#pragma once

namespace dequantizer
{

/// Highway's name of the instruction set that the program is compiled for, and Eigen with it.
[[nodiscard]] const char* eigenInstructionSet();

/// The dual step and K^T psi as two Eigen products, an outside yardstick for the frame solver:
/// dual = clip(dual + sigma K extrapolated, -1, 1), adjoint = K^T dual. All matrices are stored by columns: K [k, n],
/// extrapolated and adjoint [n, m], dual [k, m].
void eigenIteration(const float* K, long k, long n, long m, float sigma, float* dual, const float* extrapolated,
                    float* adjoint);

} // namespace dequantizer
