#include "Theory/TheoryProblem.h"

#include <cmath>

namespace dequantizer
{

double TheoryProblem::loss(const Matrix<double>& restored) const
{
    return (restored - clean).squaredNorm() / static_cast<double>(clean.size());
}

Matrix<double> TheoryProblem::lossGradient(const Matrix<double>& restored) const
{
    return 2.0 / static_cast<double>(clean.size()) * (restored - clean);
}

TheoryProblem theoryProblem(const Model& model, const Matrix<float>& clean)
{
    const double delta = model.referenceDelta;
    TheoryProblem problem;
    problem.K = model.K.cast<double>();
    problem.steps = model.steps;
    problem.clean = clean.cast<double>();
    // In double precision throughout: in single precision, the cells would differ in width.
    problem.frames.input = problem.clean.unaryExpr(
        [delta](double y) { return (y < 0.0 ? -1.0 : 1.0) * delta * (std::floor(std::abs(y) / delta) + 0.5); });
    problem.frames.lower = problem.frames.input.array() - 0.5 * delta;
    problem.frames.upper = problem.frames.input.array() + 0.5 * delta;
    return problem;
}

Gradients Gradients::shipped()
{
    return {
        [](const TheoryProblem& problem, PrimalDualHistory<double>& history, const Matrix<double>& outputGradient)
        { return backPropagate(problem.K, problem.steps, problem.frames, PrimalMask::cell, history, outputGradient); },
        [](const TheoryProblem& problem, const PrimalDualIterate<double>& last, const Matrix<double>& outputGradient,
           int backwardSteps)
        {
            return backPropagateTruncated(problem.K, problem.steps, problem.frames, PrimalMask::cell, last,
                                          outputGradient, backwardSteps);
        }};
}

Matrix<float> loudFrames(const Matrix<float>& voice, double threshold)
{
    Matrix<float> loud(voice.rows(), voice.cols());
    Eigen::Index kept = 0;
    for (Eigen::Index m = 0; m < voice.cols(); ++m)
        if (voice.col(m).cwiseAbs().maxCoeff() > static_cast<float>(threshold))
            loud.col(kept++) = voice.col(m);
    return kept == 0 ? voice : Matrix<float>(loud.leftCols(kept));
}

} // namespace dequantizer
