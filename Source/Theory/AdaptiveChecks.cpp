#include "Theory/AdaptiveChecks.h"

#include "Theory/AdaptiveCost.h"
#include "Theory/AdaptiveDifferences.h"
#include "Theory/AdaptiveInference.h"
#include "Theory/AdaptiveTruncation.h"
#include "Theory/FigureText.h"
#include "Theory/SharedClaims.h"
#include "Theory/WeightedProblem.h"
#include "Training/FrameErrors.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
// As in TheoryChecks.cpp.
constexpr double fixedPointTolerance = 1e-3;
constexpr double frozenPrecision = 1e-12;
constexpr double roundingOfNorms = 1e-6;

Matrix<double> flat(const FourierParameters<double>& parameters)
{
    std::vector<double> values;
    parameters.forEachTensor([&](const std::string&, const Matrix<double>& tensor)
                             { values.insert(values.end(), tensor.data(), tensor.data() + tensor.size()); });
    return Eigen::Map<const Vector<double>>(values.data(), static_cast<Eigen::Index>(values.size()));
}

class AdaptiveChecks
{
public:
    AdaptiveChecks(const Model& examined, double step, const Matrix<float>& frames, const CheckScope& wanted,
                   const AdaptiveGradients& tried, const CheckProgress& heard)
        : model(examined), delta(step), voice(frames), scope(wanted), gradients(tried), progress(heard),
          problem(adaptiveProblem(model, spreadFrames(loudFrames(voice, 2.0 * delta), scope.frames), delta)),
          weighted(problem, std::max(model.iterations, lastLearnedUpdate() + 1) + model.iterations)
    {
    }

    TheoryReport run()
    {
        stepCondition();
        lemma("lemma", "the backward recursion is the gradient, also through the inputs of the networks", true,
              report.fullDifferences);
        DifferenceFigures ignored;
        lemma("lemma_constant_inputs", "with constant inputs of the networks, as in training, it is the gradient too",
              false, ignored);
        boundsSettle();
        optimum();
        truncatedLemma();
        truncation();
        learnedTruncation();
        limitTheorem();
        kernelTheorem();
        cost();
        interpretability();
        return std::move(report);
    }

private:
    [[nodiscard]] int lastLearnedUpdate() const { return model.fourier->parameters.updateIterations.back(); }

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
        convergent = weighted.largestProduct() <= 1.0 + roundingOfNorms;
        add("step_condition", "the steps meet the condition of the theory: sigma tau ||K||^2 <= 1, theta = 1",
            "the largest sigma tau ||K||^2 of all iterations and frames is " + figureText(weighted.largestProduct(), 6),
            convergent ? Outcome::pass : Outcome::assumptionMissing);
    }

    void lemma(const char* key, const char* statement, bool throughInputs, DifferenceFigures& figures)
    {
        progress("lemma", 0.0);
        const int L = std::min(model.iterations, scope.iterations.front());
        figures = compareWithDifferences(problem, L, throughInputs, gradients.full(problem, L, throughInputs));
        report.claims.push_back(differencesClaim(key, statement, figures,
                                                 ", one per tensor and one of the window, L = " + std::to_string(L)));
    }

    void boundsSettle()
    {
        report.boundsSettledFrom = weighted.lastUpdate();
        const auto& bounds = weighted.bounds();
        add("bounds_settle",
            "the bounds stop changing, and what follows is the convex problem min sum_i w_i b_i |(K y)_i| in the cells",
            "the last change is before iteration " + std::to_string(weighted.lastUpdate()) + " of 0 to " +
                std::to_string(model.iterations - 1) + ", and the steps are constant from iteration " +
                std::to_string(problem.parameters.iterations() - 1) + " on; the weights b are between " +
                figureText(bounds.minCoeff()) + " and " + figureText(bounds.maxCoeff()),
            weighted.lastUpdate() == lastLearnedUpdate() && bounds.minCoeff() > 0.0 ? Outcome::pass : Outcome::fail);
    }

    void optimum()
    {
        pair = solveToGap(weighted, scope.optimalGap, scope.optimalIterations, during("optimum"));
        report.gap = pair.gap;
        report.gapIterations = pair.iterations;
        report.settledFrom = pair.settledFrom;
        report.settledFrames = pair.settledFrames();
        report.frozen =
            runFrozen(weighted, pair.iterate, frozenPrecision, scope.frozenSteps, limit, during("frozen recursion"));
        report.claims.push_back(optimumClaim("with constant bounds the iteration converges to an optimal pair",
                                             pair.gap, pair.iterations, problem.clean.cols(), convergent));
    }

    void truncatedLemma()
    {
        progress("truncated lemma", 0.0);
        const int b = scope.backwardSteps[scope.backwardSteps.size() / 2];
        const auto gradient = truncatedGradient(weighted, pair.iterate, b);
        auto& figures = report.truncatedDifferences;
        const double length = gradient.window.norm();
        const Vector<double> along = length > 0.0 ? Vector<double>(gradient.window / length) : gradient.window;
        const auto lossAt = [&](double distance)
        {
            WindowedFourier<double> K(problem.window + distance * along);
            auto iterate = pair.iterate;
            iterate.extrapolated = iterate.primal;
            for (int step = 0; step < b; ++step)
                weighted.step(K, iterate);
            return problem.loss(iterate.primal);
        };
        compareAlong(lossAt, problem.window.norm(), along.dot(gradient.window), figures);
        auto outcome = figures.worstError <= fixedPointTolerance ? Outcome::pass : Outcome::fail;
        if (figures.directions == 0 || (outcome == Outcome::fail && b * pair.movement > fixedPointTolerance))
            outcome = Outcome::assumptionMissing;
        add("truncated_lemma",
            "at a fixed point of the iteration, the truncated gradient is that of the last b iterations",
            "relative error " + figureText(figures.worstError) + " against central differences along " +
                std::to_string(figures.directions) + " direction of the window, b = " + std::to_string(b) +
                leftOutText(figures) + "; y and psi move by at most " + figureText(pair.movement) + " per iteration",
            outcome);
    }

    void truncation()
    {
        full = compareTruncation(weighted, scope, report.study, during("truncation"));
        const auto& last = report.study.truncation.back();
        const auto& first =
            *std::ranges::find(report.study.truncation, last.backwardSteps, &TruncationFigures::backwardSteps);
        add("truncation",
            "with constant bounds, the truncated gradient of ln b points in the same direction as the full one",
            "with b = " + std::to_string(last.backwardSteps) + ", cosine " + figureText(first.cosine) +
                " at L = " + std::to_string(first.iterations) + " and " + figureText(last.cosine) +
                " at L = " + std::to_string(last.iterations) + "; see the table",
            Outcome::measured);
    }

    // The gradient that training uses, through the bounds of all updates.
    void learnedTruncation()
    {
        progress("truncation", 1.0);
        const auto whole = flat(gradients.full(problem, model.iterations, false).parameters);
        std::string figures;
        for (int b = 1; b <= model.iterations; ++b)
        {
            const auto part = flat(gradients.truncated(problem, model.iterations, b).parameters);
            report.learnedTruncation.push_back(
                {model.iterations, b, cosineBetween(part, whole), relativeDistance(part, whole)});
            figures += (b == 1 ? "" : ", ") + figureText(report.learnedTruncation.back().cosine);
        }
        add("learned_truncation", "the truncated gradient of the learned numbers points in the same direction too",
            "cosine for b = 1 to " + std::to_string(model.iterations) + ": " + figures, Outcome::measured);
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

        for (std::size_t i = 0; i < full.size(); ++i)
            report.limitDistances.emplace_back(report.study.iterations[i],
                                               relativeDistance(full[i].window, limit.window));
        const auto& [firstL, firstDistance] = report.limitDistances.front();
        const auto& [lastL, lastDistance] = report.limitDistances.back();
        const bool assumed = bound.holds() && report.settledFrames == problem.clean.cols() &&
                             report.frozen.remaining() < settledResidual;
        auto outcome = lastDistance < 0.1 ? Outcome::pass : Outcome::measured;
        if (!assumed && outcome != Outcome::pass)
            outcome = Outcome::assumptionMissing;
        add("limit", "the full gradient converges to the limit formula at the optimal pair as L grows",
            "of the window: relative distance " + figureText(firstDistance) + " at L = " + std::to_string(firstL) +
                ", " + figureText(lastDistance) + " at L = " + std::to_string(lastL) +
                "; of ln b: " + figureText(relativeDistance(full.front().bounds, limit.bounds)) + " and " +
                figureText(relativeDistance(full.back().bounds, limit.bounds)) + "; the sums include " +
                std::to_string(report.frozen.steps) + " steps, after which delta is " +
                figureText(report.frozen.remaining()) + " of its initial norm",
            outcome);
    }

    void kernelTheorem()
    {
        report.claims.push_back(settlingClaim(report.settledFrames, static_cast<int>(problem.clean.cols()),
                                              pair.settledFrom.maxCoeff(), pair.iterations));
        report.claims.push_back(kernelClaim(
            "with frozen derivatives of the projections, delta_P and delta_D converge to the kernels of the "
            "masked K and K^T",
            report.frozen, convergent));
    }

    void cost()
    {
        constexpr int rounds = 3;
        const int b = scope.backwardSteps[scope.backwardSteps.size() - 2];
        for (const int L : scope.costIterations)
        {
            progress("cost", static_cast<double>(L) / scope.costIterations.back());
            report.costs.push_back(measureAdaptiveCost(model, L, b, scope.frames, rounds));
        }
        report.claims.push_back(costClaim(report.costs.back()));
    }

    void interpretability()
    {
        // Fewer frames and iterations than for a dense model, which takes a small part of the time.
        constexpr int share = 10;
        const auto some = adaptiveProblem(model, spreadFrames(voice, scope.inferenceFrames / share), delta);
        const auto curve =
            measureAdaptiveInference(some, model.iterations, scope.inferenceIterations / share, during("inference"));
        report.quantisedError = curve.quantisedError;
        report.inference = curve.points;
        report.claims.push_back(inferenceClaim("the converged solution, which K and the last bounds define, is as good "
                                               "as that after L iterations",
                                               curve, model.iterations));
    }

    const Model& model;
    const double delta;
    const Matrix<float>& voice;
    const CheckScope& scope;
    const AdaptiveGradients& gradients;
    const CheckProgress& progress;
    const AdaptiveProblem problem;
    const WeightedProblem weighted;
    bool convergent = false;
    WeightedPair pair;
    WeightedGradient limit;
    std::vector<WeightedGradient> full; // for each L
    TheoryReport report;
};
} // namespace

TheoryReport checkAdaptiveTheory(const Model& model, double delta, const Matrix<float>& voice, const CheckScope& scope,
                                 const AdaptiveGradients& gradients, const CheckProgress& progress)
{
    return AdaptiveChecks(model, delta, voice, scope, gradients, progress).run();
}

} // namespace dequantizer
