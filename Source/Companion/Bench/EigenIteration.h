#pragma once

#include <vector>

namespace dequantizer
{

/// The dual step and K^T psi as two Eigen products, what the fused solver is measured against. All matrices are stored
/// by columns: K [k, n], extrapolated and adjoint [n, m], dual [k, m].
struct EigenIteration
{
    /// Highway's name of the instruction set that this was compiled for.
    const char* instructionSet;

    /// dual = clip(dual + sigma K extrapolated, -1, 1), adjoint = K^T dual.
    void (*run)(const float* K, long k, long n, long m, float sigma, float* dual, const float* extrapolated,
                float* adjoint);
};

/// One for each instruction set that Eigen was compiled for here, whether or not this processor has it.
[[nodiscard]] std::vector<EigenIteration> eigenIterations();

} // namespace dequantizer
