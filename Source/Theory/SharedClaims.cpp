#include "Theory/SharedClaims.h"

#include "Theory/FigureText.h"

#include <cmath>

namespace dequantizer
{

namespace
{
// Central differences in double precision agree to 1e-7 or better if there is no kink in between.
constexpr double differenceTolerance = 1e-6;

constexpr double optimalGap = 1e-6;
} // namespace

std::string leftOutText(const DifferenceFigures& figures)
{
    return figures.leftOut == 0
               ? ""
               : "; " + std::to_string(figures.leftOut) + " others cross a kink or are too flat to compare";
}

Claim differencesClaim(const char* key, const char* statement, const DifferenceFigures& figures,
                       const std::string& where)
{
    auto outcome = figures.worstError <= differenceTolerance ? Outcome::pass : Outcome::fail;
    if (figures.directions == 0)
        outcome = Outcome::assumptionMissing;
    return {key, statement,
            "worst relative error " + figureText(figures.worstError) + " against central differences along " +
                std::to_string(figures.directions) + " directions" + where + leftOutText(figures),
            outcome};
}

Claim optimumClaim(const char* statement, double gap, int iterations, Eigen::Index frames, bool convergent)
{
    auto outcome = convergent ? Outcome::measured : Outcome::assumptionMissing;
    if (gap <= optimalGap)
        outcome = Outcome::pass;
    return {"optimum", statement,
            "relative duality gap " + figureText(gap) + " after " + std::to_string(iterations) +
                " iterations, worst of " + std::to_string(frames) + " frames",
            outcome};
}

Claim settlingClaim(int settledFrames, int frames, int lastChange, int iterations)
{
    return {"settling", "the masks stop changing",
            std::to_string(settledFrames) + " of " + std::to_string(frames) +
                " frames: the last change was at iteration " + std::to_string(lastChange) + " of " +
                std::to_string(iterations),
            settledFrames == frames ? Outcome::pass : Outcome::assumptionMissing};
}

Claim kernelClaim(const std::string& statement, const FrozenRecursion& frozen, bool convergent)
{
    const auto& first = frozen.points.front();
    const auto& last = frozen.points.back();
    const double before = std::hypot(first.primalResidual, first.dualResidual);
    const double after = std::hypot(last.primalResidual, last.dualResidual);
    const double ratio = before > 0.0 ? after / before : 0.0;
    auto outcome = ratio <= settledResidual ? Outcome::pass : Outcome::measured;
    if (!std::isfinite(ratio) || ratio > 1.0)
        outcome = Outcome::fail;
    if (!convergent && outcome != Outcome::pass)
        outcome = Outcome::assumptionMissing;
    return {"kernel", statement,
            "||K~ delta_P|| " + figureText(first.primalResidual) + " -> " + figureText(last.primalResidual) +
                ", ||K~^T delta_D|| " + figureText(first.dualResidual) + " -> " + figureText(last.dualResidual) +
                " in " + std::to_string(frozen.steps) + " steps, while ||delta|| " + figureText(first.delta) + " -> " +
                figureText(last.delta),
            outcome};
}

Claim costClaim(const GradientCost& cost)
{
    constexpr double bytesPerMegabyte = 1e6;
    std::string memory = "memory cannot be measured on this system";
    if (cost.fullBytes && cost.truncatedBytes)
        memory = figureText(*cost.fullBytes / bytesPerMegabyte) +
                 " MB : " + figureText(*cost.truncatedBytes / bytesPerMegabyte) + " MB of memory (the iterates alone " +
                 figureText(cost.predictedFullBytes / bytesPerMegabyte) + " : " +
                 figureText(cost.predictedTruncatedBytes / bytesPerMegabyte) + ")";
    return {"cost", "a truncated gradient takes L + b steps instead of 2 L, and 1 / L of the memory of the full one",
            "at L = " + std::to_string(cost.iterations) + ", b = " + std::to_string(cost.backwardSteps) +
                ": full : truncated is " + figureText(cost.timeRatio()) + " in time (predicted " +
                figureText(cost.predictedTimeRatio()) + "), " + memory,
            Outcome::measured};
}

Claim inferenceClaim(const char* statement, const InferenceCurve& curve, int iterations)
{
    const auto decibels = [&curve](const auto& point) { return figureText(curve.decibels(point.second)); };
    return {"interpretability", statement,
            "error in dB relative to the quantised input: " + decibels(curve.at(iterations)) +
                " at the model's L = " + std::to_string(iterations) + ", best " + decibels(curve.best()) +
                " at L = " + std::to_string(curve.best().first) + ", " + decibels(curve.points.back()) +
                " at L = " + std::to_string(curve.points.back().first) +
                "; within 1 % of that from L = " + std::to_string(curve.convergedFrom()) + " on",
            Outcome::measured};
}

} // namespace dequantizer
