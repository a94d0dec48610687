#include "Theory/WeightedProblem.h"

#include "Algorithm/AdaptiveTruncatedBackPropagation.h"
#include "Theory/OptimalPair.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
const auto neverUpdate = [](int, const Matrix<double>&, IterationControls<double>&) { return false; };

// |z_i| of complex rows.
Matrix<double> magnitudes(const Matrix<double>& coefficients)
{
    const auto k = coefficients.rows() / 2;
    return (coefficients.topRows(k).array().square() + coefficients.bottomRows(k).array().square()).sqrt().matrix();
}

using Masks = Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic>;

// Where the projections change nothing: in the cells, and below the bounds.
struct ActiveMasks
{
    Masks primal, dual;

    ActiveMasks(const WeightedProblem& problem, const AdaptiveIterate<double>& iterate)
        : primal(iterate.primalArgument.array() >= problem.problem().frames.lower.array() &&
                 iterate.primalArgument.array() <= problem.problem().frames.upper.array()),
          dual(magnitudes(iterate.dualArgument).array() <= problem.bounds().array())
    {
    }

    [[nodiscard]] bool differs(const ActiveMasks& other, Eigen::Index m) const
    {
        return (primal.col(m) != other.primal.col(m)).any() || (dual.col(m) != other.dual.col(m)).any();
    }
};

// The backward recursion of AdaptiveBackPropagation.h with constant steps and theta = 1.
struct Recursion
{
    Recursion(const WeightedProblem& weighted, WindowedFourier<double>& fourier, const Matrix<double>& outputGradient)
        : problem(weighted), K(fourier), steps(weighted.controls(1)), primal(outputGradient),
          dual(Matrix<double>::Zero(2 * K.rows(), outputGradient.cols())),
          extrapolated(Matrix<double>::Zero(K.frameLength(), outputGradient.cols())), extrapolatedLater(extrapolated),
          bounds(Matrix<double>::Zero(K.rows(), outputGradient.cols()))
    {
    }

    template <typename Argument>
    void step(const Eigen::MatrixBase<Argument>& primalArgument, const Eigen::MatrixBase<Argument>& dualArgument)
    {
        primal += 2.0 * extrapolated - extrapolatedLater;
        maskPrimal(primalArgument, problem.problem().frames, PrimalMask::cell, primal);
        K.apply(primal, analysed);
        dual -= analysed * steps.tau.row(0).asDiagonal();
        projectOnBoundsBackward(dualArgument, problem.bounds(), K.rowWeights(), dual, bounds);
        std::swap(extrapolated, extrapolatedLater);
        K.applyAdjoint(dual, adjoint);
        extrapolated = adjoint * steps.sigma.row(0).asDiagonal();
    }

    [[nodiscard]] double norm() const { return std::hypot(primal.norm(), dual.norm()); }

    const WeightedProblem& problem;
    WindowedFourier<double>& K;
    const IterationControls<double> steps;
    Matrix<double> primal, dual, extrapolated, extrapolatedLater, analysed, adjoint;
    Matrix<double> bounds; // the sum of the derivatives with respect to b
};

FrozenPoint pointAt(const WeightedProblem& problem, const AdaptiveIterate<double>& iterate, Recursion& recursion,
                    int step)
{
    Matrix<double> onDual, ignored = Matrix<double>::Zero(recursion.K.rows(), recursion.primal.cols());
    recursion.K.apply(recursion.primal, onDual);
    projectOnBoundsBackward(iterate.dualArgument, problem.bounds(), recursion.K.rowWeights(), onDual, ignored);
    Matrix<double> onPrimal = recursion.adjoint;
    maskPrimal(iterate.primalArgument, problem.problem().frames, PrimalMask::cell, onPrimal);
    return {step, recursion.norm(), onDual.norm(), onPrimal.norm()};
}

WeightedGradient gradientOf(const WeightedProblem& problem, const Matrix<double>& bounds, Vector<double> window)
{
    return {bounds.cwiseProduct(problem.bounds()), std::move(window)};
}
} // namespace

WeightedProblem::WeightedProblem(const AdaptiveProblem& problem, int iterations) : source(problem)
{
    WindowedFourier<double> K(source.window);
    FourierBounds<double> adapt(source.parameters, source.boundsSettings(K, false));
    auto controls = source.controls(iterations);
    auto before = controls.bounds;
    const auto update = [&](int l, const Matrix<double>& analysed, IterationControls<double>& now)
    {
        const bool changed = adapt(l, analysed, now);
        if (now.bounds != before)
            updatedLast = l;
        before = now.bounds;
        return changed;
    };
    static_cast<void>(solveAdaptive(K, source.frames, iterations, update, controls));
    product = controls.sigma.cwiseProduct(controls.tau).maxCoeff() * source.window.array().square().maxCoeff();
    lastControls = {controls.bounds, controls.sigma.bottomRows(1), controls.tau.bottomRows(1),
                    controls.theta.bottomRows(1)};
}

IterationControls<double> WeightedProblem::controls(int iterations) const
{
    return {lastControls.bounds, lastControls.sigma.replicate(iterations, 1), lastControls.tau.replicate(iterations, 1),
            lastControls.theta.replicate(iterations, 1)};
}

AdaptiveIterate<double> WeightedProblem::start(const WindowedFourier<double>& K) const
{
    return startAdaptive(K, source.frames);
}

void WeightedProblem::step(WindowedFourier<double>& K, AdaptiveIterate<double>& iterate) const
{
    auto controls = lastControls;
    adaptiveStep(K, source.frames, 0, neverUpdate, controls, iterate);
}

Vector<double> WeightedProblem::gaps(WindowedFourier<double>& K, const AdaptiveIterate<double>& iterate) const
{
    Matrix<double> spectrum, slope;
    K.apply(iterate.primal, spectrum);
    K.applyAdjoint(iterate.dual, slope);
    const Matrix<double> weighted =
        K.rowWeights().asDiagonal() * magnitudes(spectrum).cwiseProduct(lastControls.bounds);
    Vector<double> gaps(iterate.primal.cols());
    for (Eigen::Index m = 0; m < gaps.size(); ++m)
    {
        const double primal = weighted.col(m).sum();
        const double dual = slope.col(m)
                                .cwiseProduct(source.frames.lower.col(m))
                                .cwiseMin(slope.col(m).cwiseProduct(source.frames.upper.col(m)))
                                .sum();
        gaps(m) = primal > 0.0 ? (primal - dual) / primal : 0.0;
    }
    return gaps;
}

int WeightedPair::settledFrames() const
{
    return static_cast<int>((2 * settledFrom.array() <= iterations).count());
}

WeightedPair solveToGap(const WeightedProblem& problem, double gap, int iterations, const TheoryProgress& progress)
{
    WindowedFourier<double> K(problem.problem().window);
    const auto& frames = problem.problem().frames;
    const auto batch = frames.input.cols();
    WeightedPair pair;
    pair.iterate = problem.start(K);
    pair.settledFrom = Vector<int>::Ones(batch);
    std::unique_ptr<ActiveMasks> masks;
    for (int l = 1; l <= iterations; ++l)
    {
        const bool look = l % iterationsBetweenGaps == 0 || l == iterations;
        const auto before = look ? pair.iterate : AdaptiveIterate<double>();
        problem.step(K, pair.iterate);
        auto next = std::make_unique<ActiveMasks>(problem, pair.iterate);
        if (masks)
            for (Eigen::Index m = 0; m < batch; ++m)
                if (masks->differs(*next, m))
                    pair.settledFrom(m) = l;
        masks = std::move(next);
        pair.iterations = l;
        if (!look)
            continue;
        progress(static_cast<double>(l) / iterations);
        const double primalMovement =
            ((pair.iterate.primal - before.primal).array() / (frames.upper - frames.lower).array()).abs().maxCoeff();
        const double dualMovement =
            (magnitudes(pair.iterate.dual - before.dual).array() / problem.bounds().array()).maxCoeff();
        pair.movement = std::max(primalMovement, dualMovement);
        pair.gap = problem.gaps(K, pair.iterate).maxCoeff();
        if (pair.gap <= gap && pair.settledFrames() == batch)
            break;
    }
    return pair;
}

WeightedGradient fullGradient(const WeightedProblem& problem, const AdaptiveHistory<double>& history, int iterations)
{
    const auto& frames = problem.problem().frames;
    const auto columns = iterations * frames.input.cols();
    const AdaptiveHistory<double> beginning{
        history.primalArgument.leftCols(columns), history.dualArgument.leftCols(columns), {}, {problem.bounds()}};
    const Matrix<double> last =
        beginning.primalArgument.rightCols(frames.input.cols()).cwiseMax(frames.lower).cwiseMin(frames.upper);
    WindowedFourier<double> K(problem.problem().window);
    Vector<double> window = K.zeroGradient();
    Matrix<double> bounds;
    backPropagateAdaptive(
        K, frames, problem.controls(iterations), beginning, problem.problem().lossGradient(last),
        [&](int, const ControlsGradient<double>& gradient, Matrix<double>&) { bounds = gradient.bounds; }, &window);
    return gradientOf(problem, bounds, window);
}

WeightedGradient truncatedGradient(const WeightedProblem& problem, const AdaptiveIterate<double>& last,
                                   int backwardSteps)
{
    WindowedFourier<double> K(problem.problem().window);
    Vector<double> window = K.zeroGradient();
    Matrix<double> bounds;
    backPropagateAdaptiveTruncated(
        K, problem.problem().frames, problem.controls(1), last, {}, 1, problem.problem().lossGradient(last.primal),
        backwardSteps,
        [&](int, const ControlsGradient<double>& gradient, Matrix<double>&) { bounds = gradient.bounds; }, &window);
    return gradientOf(problem, bounds, window);
}

std::vector<double> deltaNorms(const WeightedProblem& problem, const AdaptiveHistory<double>& history)
{
    const auto& frames = problem.problem().frames;
    const auto batch = frames.input.cols();
    WindowedFourier<double> K(problem.problem().window);
    const Matrix<double> last = history.primalArgument.rightCols(batch).cwiseMax(frames.lower).cwiseMin(frames.upper);
    Recursion recursion(problem, K, problem.problem().lossGradient(last));
    std::vector<double> norms;
    for (auto l = history.primalArgument.cols() / batch; l >= 1; --l)
    {
        recursion.step(history.primalArgument.middleCols((l - 1) * batch, batch),
                       history.dualArgument.middleCols((l - 1) * batch, batch));
        norms.push_back(recursion.norm());
    }
    return norms;
}

FrozenRecursion runFrozen(const WeightedProblem& problem, const AdaptiveIterate<double>& iterate, double precision,
                          int steps, WeightedGradient& limit, const TheoryProgress& progress)
{
    WindowedFourier<double> K(problem.problem().window);
    Recursion recursion(problem, K, problem.problem().lossGradient(iterate.primal));
    FrozenRecursion result;
    Matrix<double> primalSum = Matrix<double>::Zero(K.frameLength(), iterate.primal.cols());
    Matrix<double> dualSum = Matrix<double>::Zero(2 * K.rows(), iterate.primal.cols());
    int nextPoint = 1;
    for (int step = 1; step <= steps; ++step)
    {
        recursion.step(iterate.primalArgument, iterate.dualArgument);
        primalSum += recursion.primal;
        dualSum += recursion.dual;
        result.steps = step;
        if (step != nextPoint && step != steps)
            continue;
        result.points.push_back(pointAt(problem, iterate, recursion, step));
        nextPoint = std::max(step + 1, step * 11 / 10);
        progress(static_cast<double>(step) / steps);
        if (result.remaining() <= precision)
            break;
    }
    Vector<double> window = K.zeroGradient();
    K.addGradient(-1.0, iterate.dual, primalSum * recursion.steps.tau.row(0).asDiagonal(), window);
    K.addGradient(1.0, dualSum * recursion.steps.sigma.row(0).asDiagonal(), iterate.primal, window);
    limit = gradientOf(problem, recursion.bounds, std::move(window));
    return result;
}

} // namespace dequantizer
