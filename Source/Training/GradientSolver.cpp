#include "Training/GradientSolver.h"

#include "Algorithm/ImplicitGradient.h"
#include "Algorithm/TruncatedBackPropagation.h"

#include <cassert>

namespace dequantizer
{

const Matrix<float>& GradientSolver::solve(const PackedOperator& packedOperator, const StepSizes& stepSizes,
                                           const CellFrames<float>& cells, int iterations, Keep keep,
                                           const IterationScheme& wantedScheme)
{
    K = &packedOperator;
    frames = &cells;
    steps = stepSizes;
    kept = keep;
    scheme = wantedScheme;
    if (scheme.isChambollePock())
    {
        schemeSolver.reset();
        last = keep == Keep::all ? solvePrimalDual(*K, steps, *frames, iterations, history)
                                 : solvePrimalDual(*K, steps, *frames, iterations);
        return last.primal;
    }
    schemeSolver.emplace(*K, steps, *frames, scheme);
    if (keep == Keep::all)
        schemeHistory.record(*schemeSolver, iterations);
    else
        for (int l = 0; l < iterations; ++l)
            schemeSolver->step();
    return schemeSolver->last().primal;
}

const Matrix<float>& GradientSolver::proceed(int more)
{
    if (kept == Keep::all)
        kept = Keep::last;
    for (int l = 0; l < more; ++l)
        if (schemeSolver)
            schemeSolver->step();
        else
            primalDualStep(*K, steps, *frames, last);
    return schemeSolver ? schemeSolver->last().primal : last.primal;
}

ParameterGradient<float> GradientSolver::backPropagate(const Matrix<float>& outputGradient, PrimalMask mask,
                                                       int backwardSteps)
{
    assert(kept != Keep::nothing);
    assert(outputGradient.rows() == frames->input.rows() && outputGradient.cols() == frames->input.cols());
    if (schemeSolver)
        return kept == Keep::all ? backPropagateScheme(*K, steps, *frames, mask, scheme, schemeHistory, outputGradient)
                                 : backPropagateSchemeTruncated(*K, steps, *frames, mask, scheme, schemeSolver->last(),
                                                                outputGradient, backwardSteps);
    return kept == Keep::all ? dequantizer::backPropagate(*K, steps, *frames, mask, history, outputGradient)
                             : backPropagateTruncated(*K, steps, *frames, mask, last, outputGradient, backwardSteps);
}

ParameterGradient<float> GradientSolver::implicit(const Matrix<float>& outputGradient, PrimalMask mask,
                                                  int solverSteps) const
{
    assert(kept != Keep::nothing);
    const auto at = [&](const auto& iterate)
    {
        return implicitGradient(*K, *frames, mask, iterate.primalArgument, iterate.dualArgument, iterate.primal,
                                outputGradient, solverSteps);
    };
    return schemeSolver ? at(schemeSolver->last()) : at(last);
}

} // namespace dequantizer
