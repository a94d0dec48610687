#pragma once

#include "Algorithm/Matrix.h"
#include "Algorithm/ParameterGradient.h"
#include "Algorithm/PrimalDual.h"
#include "Algorithm/PrimalMask.h"
#include "Training/KernelTable.h"

#include <string_view>
#include <vector>

namespace dequantizer
{

/// The kernels that were compiled for an instruction set which this processor has, the fastest first. Never empty.
[[nodiscard]] const std::vector<const dequantizer_kernels::Table*>& usableKernels();

/// The iteration and its gradients in single precision, by the fastest kernels that the processor can run. One object
/// serves one thread; its memory grows to what the largest batch needs and stays.
class GradientSolver
{
public:
    explicit GradientSolver(const dequantizer_kernels::Table& kernels = *usableKernels().front());
    ~GradientSolver();
    GradientSolver(const GradientSolver&) = delete;
    GradientSolver& operator=(const GradientSolver&) = delete;

    /// y^L of every frame, [n, m], see solvePrimalDual(). K is [k, n].
    const Matrix<float>& solve(const Matrix<float>& K, const StepSizes& steps, const CellFrames<float>& frames,
                               int iterations, dequantizer_kernels::Keep keep = dequantizer_kernels::Keep::nothing);

    /// y^{L + more} of the frames of the last solve(): goes on from there. backPropagate() then takes the truncated
    /// gradient.
    const Matrix<float>& proceed(int more);

    /// The gradient of a loss with derivative `outputGradient`, [n, m], with respect to the y^L that solve() gave last:
    /// by backPropagate() if that kept everything, by backPropagateTruncated() with `backwardSteps` if it kept the last
    /// iterate. To be called once for each solve().
    const ParameterGradient<float>& backPropagate(const Matrix<float>& outputGradient, PrimalMask mask,
                                                  int backwardSteps = 0);

    [[nodiscard]] std::string_view instructionSet() const noexcept { return table.name; }

private:
    const dequantizer_kernels::Table& table;
    dequantizer_kernels::Workspace* workspace;
    Matrix<float> primal;
    ParameterGradient<float> gradient;
};

} // namespace dequantizer
