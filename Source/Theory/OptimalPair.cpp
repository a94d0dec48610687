#include "Theory/OptimalPair.h"

#include "Theory/DualityGap.h"

#include <algorithm>

namespace dequantizer
{

namespace
{
using Masks = Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic>;

Masks primalMask(const TheoryProblem& problem, const PrimalDualIterate<double>& iterate)
{
    return iterate.primalArgument.array() >= problem.frames.lower.array() &&
           iterate.primalArgument.array() <= problem.frames.upper.array();
}

Masks dualMask(const PrimalDualIterate<double>& iterate)
{
    return iterate.dualArgument.array().abs() <= 1.0;
}
} // namespace

int OptimalPair::settledFrames() const
{
    int count = 0;
    for (Eigen::Index m = 0; m < settledFrom.size(); ++m)
        count += settled(m) ? 1 : 0;
    return count;
}

OptimalPair solveToGap(const TheoryProblem& problem, double gap, int iterations, const TheoryProgress& progress)
{
    OptimalPair pair;
    pair.iterate = startIterate(problem.frames, problem.K.rows());
    const auto batch = problem.frames.input.cols();
    pair.settledFrom = Vector<int>::Ones(batch);
    Masks primal, dual;
    for (int l = 1; l <= iterations; ++l)
    {
        const bool look = l % iterationsBetweenGaps == 0 || l == iterations;
        const Matrix<double> primalBefore = look ? pair.iterate.primal : Matrix<double>();
        const Matrix<double> dualBefore = look ? pair.iterate.dual : Matrix<double>();
        primalDualStep(problem.K, problem.steps, problem.frames, pair.iterate);
        const auto nextPrimal = primalMask(problem, pair.iterate);
        const auto nextDual = dualMask(pair.iterate);
        if (l > 1)
            for (Eigen::Index m = 0; m < batch; ++m)
                if ((primal.col(m) != nextPrimal.col(m)).any() || (dual.col(m) != nextDual.col(m)).any())
                    pair.settledFrom(m) = l;
        primal = nextPrimal;
        dual = nextDual;
        pair.iterations = l;
        if (look)
        {
            progress(static_cast<double>(l) / iterations);
            const double primalMovement =
                ((pair.iterate.primal - primalBefore).array() / (problem.frames.upper - problem.frames.lower).array())
                    .abs()
                    .maxCoeff();
            pair.movement = std::max(primalMovement, (pair.iterate.dual - dualBefore).cwiseAbs().maxCoeff());
            pair.gap = dualityGaps(problem, pair.iterate).maxCoeff();
            if (pair.gap <= gap && pair.settledFrames() == batch)
                break;
        }
    }
    return pair;
}

} // namespace dequantizer
