#include "Theory/KernelAccuracy.h"

#include "Training/GradientSolver.h"

#include <algorithm>

namespace dequantizer
{

std::vector<double> kernelDistances(const Model& model, const Matrix<float>& chosen, int iterations,
                                    const Gradients& gradients)
{
    const PackedOperator K(model.K);
    GradientSolver solver;
    std::vector<double> distances;
    for (Eigen::Index m = 0; m < chosen.cols(); ++m)
    {
        const auto single = theoryProblem(model, chosen.col(m));
        PrimalDualHistory<double> history;
        const auto last = solvePrimalDual(single.K, single.steps, single.frames, iterations, history);
        const auto exact = gradients.full(single, history, single.lossGradient(last.primal)).K;

        const CellFrames<float> frames{single.frames.input.cast<float>(), single.frames.lower.cast<float>(),
                                       single.frames.upper.cast<float>()};
        const auto& solved = solver.solve(K, single.steps, frames, iterations, Keep::all);
        const Matrix<float> derivative = single.lossGradient(solved.cast<double>()).cast<float>();
        const auto gradient = solver.backPropagate(derivative, PrimalMask::cell);
        distances.push_back(relativeDistance(gradient.K.cast<double>(), exact));
    }
    std::sort(distances.begin(), distances.end());
    return distances;
}

} // namespace dequantizer
