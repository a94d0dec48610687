#pragma once

#include "Theory/TheoryProblem.h"

namespace dequantizer
{

/// Possible faults of a gradient.
enum class Fault
{
    none,
    sign,       ///< of tau K delta_P
    primalMask, ///< missing
    dualMask,   ///< missing
    theta       ///< deltabar_D = delta_D
};

/// The backward recursion with a fault.
class FaultyRecursion
{
public:
    FaultyRecursion(const TheoryProblem& theProblem, const Matrix<double>& outputGradient, Fault theFault)
        : problem(theProblem), fault(theFault), primal(outputGradient),
          dual(Matrix<double>::Zero(problem.K.rows(), outputGradient.cols())), extrapolated(dual)
    {
    }

    void step(const Matrix<double>& primalArgument, const Matrix<double>& dualArgument)
    {
        const auto& [sigma, tau, theta] = problem.steps;
        primal += sigma * problem.K.transpose() * extrapolated;
        if (fault != Fault::primalMask)
            maskPrimal(primalArgument, problem.frames, PrimalMask::cell, primal);
        const Matrix<double> before = dual;
        dual -= (fault == Fault::sign ? -tau : tau) * problem.K * primal;
        if (fault != Fault::dualMask)
            maskDual(dualArgument, dual);
        extrapolated = dual;
        if (fault != Fault::theta)
            extrapolated += theta * (dual - before);
    }

private:
    const TheoryProblem& problem;
    const Fault fault;

public:
    Matrix<double> primal, dual;

private:
    Matrix<double> extrapolated;
};

/// Gradients with this fault in the full or in the truncated one; the other is correct.
inline Gradients faultyGradients(Fault fault, bool inFull)
{
    auto gradients = Gradients::shipped();
    if (inFull)
        gradients.full = [fault](const TheoryProblem& problem, PrimalDualHistory<double>& history,
                                 const Matrix<double>& outputGradient)
        {
            const auto batch = outputGradient.cols();
            const auto of = [batch](const Matrix<double>& all, Eigen::Index l) -> Matrix<double>
            { return all.middleCols((l - 1) * batch, batch); };
            Matrix<double> dualSum = Matrix<double>::Zero(problem.K.rows(), problem.K.cols()), primalSum = dualSum;
            FaultyRecursion recursion(problem, outputGradient, fault);
            double theta = 0.0;
            Matrix<double> primalOf[2];
            for (auto l = history.dual.cols() / batch; l >= 1; --l)
            {
                recursion.step(of(history.primalArgument, l), of(history.dualArgument, l));
                dualSum += recursion.dual * of(history.extrapolated, l).transpose();
                primalSum += of(history.dual, l) * recursion.primal.transpose();
                if (l == 1)
                    break;
                for (int i = 0; i < 2; ++i)
                    primalOf[i] = l - 1 - i == 0 ? problem.frames.input
                                                 : Matrix<double>(of(history.primalArgument, l - 1 - i)
                                                                      .cwiseMax(problem.frames.lower)
                                                                      .cwiseMin(problem.frames.upper));
                theta +=
                    problem.steps.sigma * recursion.dual.cwiseProduct(problem.K * (primalOf[0] - primalOf[1])).sum();
            }
            auto gradient = gradientFromCorrelations(problem.K, problem.steps, dualSum, primalSum);
            gradient.theta = theta;
            return gradient;
        };
    else
        gradients.truncated = [fault](const TheoryProblem& problem, const PrimalDualIterate<double>& last,
                                      const Matrix<double>& outputGradient, int backwardSteps)
        {
            FaultyRecursion recursion(problem, outputGradient, fault);
            Matrix<double> primalSum = Matrix<double>::Zero(outputGradient.rows(), outputGradient.cols());
            Matrix<double> dualSum = Matrix<double>::Zero(problem.K.rows(), outputGradient.cols());
            for (int step = 0; step < backwardSteps; ++step)
            {
                recursion.step(last.primalArgument, last.dualArgument);
                primalSum += recursion.primal;
                dualSum += recursion.dual;
            }
            const Matrix<double> dualCorrelation = dualSum * last.primal.transpose();
            const Matrix<double> primalCorrelation = last.dual * primalSum.transpose();
            return gradientFromCorrelations(problem.K, problem.steps, dualCorrelation, primalCorrelation);
        };
    return gradients;
}

} // namespace dequantizer
