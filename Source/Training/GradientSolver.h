#pragma once

#include "Algorithm/FullBackPropagation.h"
#include "Algorithm/PrimalMask.h"
#include "Algorithm/SchemeBackPropagation.h"
#include "Training/PackedOperator.h"

#include <optional>

namespace dequantizer
{

/// Which iterates a forward pass stores for the gradient.
enum class Keep
{
    nothing, ///< no gradient
    last,    ///< the last iterate: the truncated and the implicit gradient
    all      ///< every iterate: the full gradient
};

/// The iteration and its gradients in single precision. Each thread needs an object of its own. Buffers are reused and
/// grow to the size of the largest batch.
class GradientSolver
{
public:
    /// Returns y^L of every frame, [n, m], see solvePrimalDual() and solveScheme(). `K` and `frames` must outlive all
    /// calls below that refer to this solution.
    const Matrix<float>& solve(const PackedOperator& K, const StepSizes& steps, const CellFrames<float>& frames,
                               int iterations, Keep keep = Keep::nothing, const IterationScheme& scheme = {});

    /// Returns y^{L + more} of the frames of the last solve(). Then backPropagate() gives the truncated gradient.
    const Matrix<float>& proceed(int more);

    /// psi of the last solution, [k, m].
    [[nodiscard]] const Matrix<float>& dual() const { return schemeSolver ? schemeSolver->last().dual : last.dual; }

    /// Converts the derivative of a loss with respect to the last solution, [n, m], to that for K and the step sizes:
    /// the full one if all iterates were kept, or else truncated to `backwardSteps`. Call it once for each solve().
    [[nodiscard]] ParameterGradient<float> backPropagate(const Matrix<float>& outputGradient, PrimalMask mask,
                                                         int backwardSteps = 0);

    /// The same by implicit differentiation at the last iterate, see implicitGradient(), which takes `steps`.
    [[nodiscard]] ParameterGradient<float> implicit(const Matrix<float>& outputGradient, PrimalMask mask,
                                                    int steps) const;

private:
    const PackedOperator* K = nullptr;
    const CellFrames<float>* frames = nullptr;
    StepSizes steps;
    Keep kept = Keep::nothing;
    PrimalDualIterate<float> last;
    PrimalDualHistory<float> history;

    // Of other algorithms than Chambolle-Pock:
    IterationScheme scheme;
    std::optional<SchemeSolver<PackedOperator, float>> schemeSolver;
    SchemeHistory<float> schemeHistory;
};

} // namespace dequantizer
