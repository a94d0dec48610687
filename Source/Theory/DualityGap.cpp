#include "Theory/DualityGap.h"

namespace dequantizer
{

Vector<double> dualityGaps(const TheoryProblem& problem, const PrimalDualIterate<double>& iterate)
{
    const Matrix<double> spectrum = problem.K * iterate.primal;
    const Matrix<double> slope = problem.K.transpose() * iterate.dual;
    const auto& frames = problem.frames;
    Vector<double> gaps(iterate.primal.cols());
    for (Eigen::Index m = 0; m < gaps.size(); ++m)
    {
        const double primal = spectrum.col(m).lpNorm<1>();
        const double dual = slope.col(m)
                                .cwiseProduct(frames.lower.col(m))
                                .cwiseMin(slope.col(m).cwiseProduct(frames.upper.col(m)))
                                .sum();
        gaps(m) = primal > 0.0 ? (primal - dual) / primal : 0.0;
    }
    return gaps;
}

} // namespace dequantizer
