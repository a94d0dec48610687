#include "Training/GradientSolver.h"

#include "Algorithm/TruncatedBackPropagation.h"

#include <cassert>

namespace dequantizer
{

const Matrix<float>& GradientSolver::solve(const PackedOperator& packedOperator, const StepSizes& stepSizes,
                                           const CellFrames<float>& cells, int iterations, Keep keep)
{
    K = &packedOperator;
    frames = &cells;
    steps = stepSizes;
    kept = keep;
    last = keep == Keep::all ? solvePrimalDual(*K, steps, *frames, iterations, history)
                             : solvePrimalDual(*K, steps, *frames, iterations);
    return last.primal;
}

const Matrix<float>& GradientSolver::proceed(int more)
{
    if (kept == Keep::all)
        kept = Keep::last;
    for (int l = 0; l < more; ++l)
        primalDualStep(*K, steps, *frames, last);
    return last.primal;
}

ParameterGradient<float> GradientSolver::backPropagate(const Matrix<float>& outputGradient, PrimalMask mask,
                                                       int backwardSteps)
{
    assert(kept != Keep::nothing);
    assert(outputGradient.rows() == last.primal.rows() && outputGradient.cols() == last.primal.cols());
    return kept == Keep::all ? dequantizer::backPropagate(*K, steps, *frames, mask, history, outputGradient)
                             : backPropagateTruncated(*K, steps, *frames, mask, last, outputGradient, backwardSteps);
}

} // namespace dequantizer
