#include "Theory/TheoryChecks.h"

#include "Algorithm/SpectralNorm.h"
#include "Theory/FigureText.h"
#include "Theory/InferenceCurve.h"
#include "Theory/KernelAccuracy.h"
#include "Theory/SharedClaims.h"
#include "Training/FrameErrors.h"
#include "Training/ProductKernels.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
// The frozen gradient is exact only at a fixed point, and the pair is only close to one. The difference can therefore
// be as large as the movement of the pair in b iterations, in cell widths for y.
constexpr double fixedPointTolerance = 1e-3;
constexpr double fixedPointMovement = fixedPointTolerance;

// Single precision, through L iterations.
constexpr double kernelTolerance = 1e-4;

constexpr double frozenPrecision = 1e-12;

// Rounding of the stored coefficients and steps can raise sigma tau ||K||^2 slightly above 1.
constexpr double roundingOfNorms = 1e-6;

class Checks
{
public:
    Checks(const Model& examined, const Matrix<float>& frames, const CheckScope& wanted, const Gradients& tried,
           const CheckProgress& heard)
        : model(examined), voice(frames), scope(wanted), gradients(tried), progress(heard),
          problem(theoryProblem(model, spreadFrames(loudFrames(voice, 2.0 * model.referenceDelta), scope.frames)))
    {
    }

    TheoryReport run()
    {
        stepCondition();
        lemma();
        singlePrecision();
        optimum();
        truncatedLemma();
        truncation();
        limitTheorem();
        kernelTheorem();
        implicitGradients();
        cost();
        interpretability();
        return std::move(report);
    }

private:
    void add(const char* key, const char* statement, const std::string& figure, Outcome outcome)
    {
        report.claims.push_back({key, statement, figure, outcome});
    }

    [[nodiscard]] TheoryProgress during(const char* what) const
    {
        progress(what, 0.0);
        return [this, what](double part) { progress(what, part); };
    }

    void stepCondition()
    {
        const double norm = spectralNorm(problem.K);
        const double product = problem.steps.sigma * problem.steps.tau * norm * norm;
        convergent = product <= 1.0 + roundingOfNorms && problem.steps.theta == 1.0;
        add("step_condition", "the steps meet the condition of the theory: sigma tau ||K||^2 <= 1, theta = 1",
            "sigma tau ||K||^2 = " + figureText(product, 6) + ", theta = " + figureText(problem.steps.theta),
            convergent ? Outcome::pass : Outcome::assumptionMissing);
    }

    void lemma()
    {
        progress("lemma", 0.0);
        const int L = std::min(model.iterations, scope.iterations.front());
        PrimalDualHistory<double> history;
        const auto last = solvePrimalDual(problem.K, problem.steps, problem.frames, L, history);
        const auto gradient = gradients.full(problem, history, problem.lossGradient(last.primal));
        report.fullDifferences = compareWithDifferences(problem, L, gradient, true);
        report.claims.push_back(differencesClaim("lemma", "the backward recursion is the gradient",
                                                 report.fullDifferences,
                                                 " of K, sigma, tau and theta, L = " + std::to_string(L)));
    }

    void singlePrecision()
    {
        progress("kernels", 0.0);
        const int L = std::min(model.iterations, scope.iterations.front());
        const auto frames = spreadFrames(loudFrames(voice, 2.0 * model.referenceDelta), scope.kernelFrames);
        const auto distances = kernelDistances(model, frames, L, gradients);
        const double median = distances[distances.size() / 2];
        add("kernels",
            "the single-precision training kernels compute the same gradient, except where a value is at a kink",
            "relative distance " + figureText(median) + " in the median of " + std::to_string(distances.size()) +
                " frames, maximum " + figureText(distances.back()) + ", L = " + std::to_string(L) + ", " +
                productKernels().instructionSet,
            median <= kernelTolerance ? Outcome::pass : Outcome::fail);
    }

    void optimum()
    {
        pair = solveToGap(problem, scope.optimalGap, scope.optimalIterations, during("optimum"));
        report.gap = pair.gap;
        report.gapIterations = pair.iterations;
        report.settledFrom = pair.settledFrom;
        report.settledFrames = pair.settledFrames();
        frozen = runFrozen(problem, pair.iterate, frozenPrecision, scope.frozenSteps, during("frozen recursion"));
        report.frozen = frozen;
        report.claims.push_back(optimumClaim("the iteration converges to an optimal pair", pair.gap, pair.iterations,
                                             problem.clean.cols(), convergent));
    }

    // The truncated gradient is exact for b iterations that start from a fixed point.
    void truncatedLemma()
    {
        progress("truncated lemma", 0.0);
        const int b = scope.backwardSteps[scope.backwardSteps.size() / 2];
        auto start = pair.iterate;
        start.extrapolated = start.primal;
        const auto gradient = gradients.truncated(problem, pair.iterate, problem.lossGradient(pair.iterate.primal), b);
        report.truncatedDifferences = compareWithDifferences(problem, b, gradient, false, start);
        const auto& figures = report.truncatedDifferences;
        auto outcome = figures.worstError <= fixedPointTolerance ? Outcome::pass : Outcome::fail;
        if (figures.directions == 0 || (outcome == Outcome::fail && b * pair.movement > fixedPointMovement))
            outcome = Outcome::assumptionMissing;
        add("truncated_lemma",
            "at a fixed point of the iteration, the truncated gradient is that of the last b iterations",
            "worst relative error " + figureText(figures.worstError) + " against central differences along " +
                std::to_string(figures.directions) + " directions of K, b = " + std::to_string(b) +
                leftOutText(figures) + "; y and psi move by at most " + figureText(pair.movement) + " per iteration",
            outcome);
    }

    void truncation()
    {
        report.study = studyGradients(problem, gradients, scope.iterations, scope.backwardSteps, during("truncation"));
        const auto& longest = report.study.truncation.back();
        const auto& first =
            *std::ranges::find(report.study.truncation, longest.backwardSteps, &TruncationFigures::backwardSteps);
        add("truncation", "the truncated gradient points in the same direction as the full one",
            "with b = " + std::to_string(longest.backwardSteps) + ", cosine " + figureText(first.cosine) +
                " at L = " + std::to_string(first.iterations) + " and " + figureText(longest.cosine) +
                " at L = " + std::to_string(longest.iterations) + "; see the table",
            Outcome::measured);
    }

    void limitTheorem()
    {
        const auto& deltas = report.study.deltas;
        report.bound = fitGeometricBound(deltas);
        const auto& bound = report.bound;
        add("geometric_bound", "||delta^{l,L}|| <= c kappa^{L-l} with kappa < 1",
            "kappa = " + figureText(bound.kappa, 6) + ", c = " + figureText(bound.c) + "; over " +
                std::to_string(deltas.size()) + " steps the norm falls from " +
                figureText(*std::max_element(deltas.begin(), deltas.end())) + " to " + figureText(deltas.back()),
            bound.holds() ? Outcome::pass : Outcome::assumptionMissing);

        const auto limit = limitGradient(problem, pair.iterate, frozen);
        for (std::size_t i = 0; i < report.study.full.size(); ++i)
            report.limitDistances.emplace_back(report.study.iterations[i],
                                               relativeDistance(report.study.full[i], limit));
        const auto& [firstL, firstDistance] = report.limitDistances.front();
        const auto& [lastL, lastDistance] = report.limitDistances.back();
        const bool assumed =
            bound.holds() && report.settledFrames == problem.clean.cols() && frozen.remaining() < settledResidual;
        auto outcome = lastDistance < 0.1 ? Outcome::pass : Outcome::measured;
        if (!assumed && outcome != Outcome::pass)
            outcome = Outcome::assumptionMissing;
        add("limit", "the full gradient converges to sigma Delta_D (y*)^T - tau psi* (Delta_P)^T as L grows",
            "relative distance " + figureText(firstDistance) + " at L = " + std::to_string(firstL) + ", " +
                figureText(lastDistance) + " at L = " + std::to_string(lastL) + "; the sums include " +
                std::to_string(frozen.steps) + " steps, after which delta is " + figureText(frozen.remaining()) +
                " of its initial norm",
            outcome);
    }

    // The limit formula without its sums.
    void implicitGradients()
    {
        const auto limit = limitGradient(problem, pair.iterate, frozen);
        report.implicit = studyImplicit(problem, gradients, report.study, pair, limit, scope.backwardSteps,
                                        scope.conjugateSteps, during("implicit"));
        const auto& implicit = report.implicit;
        const bool assumed = report.settledFrames == problem.clean.cols() && frozen.remaining() < settledResidual &&
                             implicit.residual < settledResidual;
        auto outcome = implicit.limitDistance < 0.01 ? Outcome::pass : Outcome::fail;
        if (!assumed && outcome == Outcome::fail)
            outcome = Outcome::assumptionMissing;
        add("implicit", "conjugate gradients on the frozen masked system give the limit formula",
            "relative distance " + figureText(implicit.limitDistance) + "; " + std::to_string(implicit.steps) +
                " steps to a relative normal residual of " + figureText(implicit.residual) + ", against " +
                std::to_string(frozen.steps) + " steps of the recursion",
            outcome);
    }

    void kernelTheorem()
    {
        report.claims.push_back(settlingClaim(report.settledFrames, static_cast<int>(problem.clean.cols()),
                                              pair.settledFrom.maxCoeff(), pair.iterations));
        report.claims.push_back(
            kernelClaim("with frozen masks, delta_P and delta_D converge to the kernels of the masked K and K^T",
                        frozen, convergent));
    }

    void cost()
    {
        constexpr int rounds = 3;
        const int b = scope.backwardSteps[scope.backwardSteps.size() - 2];
        for (const int L : scope.costIterations)
        {
            progress("cost", static_cast<double>(L) / scope.costIterations.back());
            report.costs.push_back(measureGradientCost(model, L, b, scope.costBatch, rounds));
        }
        report.claims.push_back(costClaim(report.costs.back()));
    }

    void interpretability()
    {
        const auto frames = spreadFrames(voice, scope.inferenceFrames);
        const auto curve = measureInference(model, frames, scope.inferenceIterations, during("inference"));
        report.quantisedError = curve.quantisedError;
        report.inference = curve.points;
        report.claims.push_back(
            inferenceClaim("the converged solution, which K alone defines, is as good as that after L iterations",
                           curve, model.iterations));
    }

    const Model& model;
    const Matrix<float>& voice;
    const CheckScope& scope;
    const Gradients& gradients;
    const CheckProgress& progress;
    const TheoryProblem problem;
    bool convergent = false;
    OptimalPair pair;
    FrozenRecursion frozen;
    TheoryReport report;
};
} // namespace

TheoryReport checkTheory(const Model& model, const Matrix<float>& voice, const CheckScope& scope,
                         const Gradients& gradients, const CheckProgress& progress)
{
    return Checks(model, voice, scope, gradients, progress).run();
}

} // namespace dequantizer
