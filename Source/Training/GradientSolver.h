#pragma once

#include "Algorithm/FullBackPropagation.h"
#include "Algorithm/PrimalMask.h"
#include "Training/PackedOperator.h"

namespace dequantizer
{

/// What is kept of a forward pass for the gradient.
enum class Keep
{
    nothing, ///< no gradient
    last,    ///< the last iterate: the truncated gradient
    all      ///< every iterate: the full gradient
};

/// The iteration and its gradients in single precision. An object serves one thread; its memory grows to what the
/// largest batch needs and is used again.
class GradientSolver
{
public:
    /// y^L of every frame, [n, m], see solvePrimalDual(). `K` and `frames` must live until the calls below that refer
    /// to this solution are done.
    const Matrix<float>& solve(const PackedOperator& K, const StepSizes& steps, const CellFrames<float>& frames,
                               int iterations, Keep keep = Keep::nothing);

    /// y^{L + more} of the frames of the last solve(). backPropagate() then takes the truncated gradient.
    const Matrix<float>& proceed(int more);

    /// The gradient of a loss with derivative `outputGradient`, [n, m], with respect to the last solution: full if all
    /// iterates were kept, truncated to `backwardSteps` if the last one was. Call it once for each solve().
    [[nodiscard]] ParameterGradient<float> backPropagate(const Matrix<float>& outputGradient, PrimalMask mask,
                                                         int backwardSteps = 0);

private:
    const PackedOperator* K = nullptr;
    const CellFrames<float>* frames = nullptr;
    StepSizes steps;
    Keep kept = Keep::nothing;
    PrimalDualIterate<float> last;
    PrimalDualHistory<float> history;
};

} // namespace dequantizer
