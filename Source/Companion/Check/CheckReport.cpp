#include "Companion/Check/CheckReport.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <iomanip>
#include <ostream>

namespace dequantizer
{

namespace
{
struct Verdict
{
    const char* forPeople;
    const char* forPrograms;
};

Verdict verdict(Outcome outcome)
{
    switch (outcome)
    {
    case Outcome::pass:
        return {"pass", "pass"};
    case Outcome::fail:
        return {"FAIL", "fail"};
    case Outcome::assumptionMissing:
        return {"assumption does not hold here", "assumption_missing"};
    case Outcome::measured:
        break;
    }
    return {"measured", "measured"};
}

void printTruncation(std::ostream& out, const GradientStudy& study)
{
    out << "\nTruncated and full gradient: cosine (relative distance)\n       L";
    for (const auto& figures : study.truncation)
        if (figures.iterations == study.iterations.front())
            out << "        b = " << std::setw(3) << std::left << figures.backwardSteps << std::right;
    for (const auto& figures : study.truncation)
    {
        if (figures.backwardSteps == study.truncation.front().backwardSteps)
            out << '\n' << std::setw(8) << figures.iterations;
        out << "  " << std::fixed << std::setprecision(4) << figures.cosine << std::defaultfloat << " ("
            << std::setprecision(2) << std::setw(5) << figures.relativeDistance << ')';
    }
    out << "\n\nDistance of the full gradient from the limit formula, relative\n";
    out << std::setprecision(3);
}

void printImplicit(std::ostream& out, const ImplicitStudy& implicit)
{
    out << "\nImplicit and full gradient: cosine, by steps of conjugate gradients\n       L";
    const auto steps = implicit.implicitAtOptimum.size();
    for (std::size_t i = 0; i < steps; ++i)
        out << std::setw(9) << implicit.full[i].backwardSteps;
    out << std::fixed << std::setprecision(4);
    for (std::size_t i = 0; i < implicit.full.size(); ++i)
    {
        if (i % steps == 0)
            out << '\n' << std::setw(8) << implicit.full[i].iterations;
        out << std::setw(9) << implicit.full[i].cosine;
    }
    out << "\n\nAt the optimum, cosine with the converged implicit gradient\n       b  truncated  implicit\n";
    for (std::size_t i = 0; i < steps; ++i)
        out << std::setw(8) << implicit.implicitAtOptimum[i].backwardSteps << std::setw(11)
            << implicit.truncatedAtOptimum[i].cosine << std::setw(10) << implicit.implicitAtOptimum[i].cosine << '\n';
    out << std::defaultfloat << std::setprecision(3);
}

void printCosts(std::ostream& out, const std::vector<GradientCost>& costs)
{
    out << "\nCost of a gradient, full and truncated\n"
           "       L    b   full, ms  truncated, ms   ratio  predicted   full, MB  truncated, MB\n";
    for (const auto& cost : costs)
    {
        out << std::setw(8) << cost.iterations << std::setw(5) << cost.backwardSteps << std::fixed
            << std::setprecision(2) << std::setw(11) << 1e3 * cost.fullSeconds << std::setw(15)
            << 1e3 * cost.truncatedSeconds << std::setw(8) << cost.timeRatio() << std::setw(11)
            << cost.predictedTimeRatio();
        if (cost.fullBytes && cost.truncatedBytes)
            out << std::setw(11) << *cost.fullBytes / 1e6 << std::setw(15) << *cost.truncatedBytes / 1e6;
        out << std::defaultfloat << '\n';
    }
}
} // namespace

void printCheckReport(std::ostream& out, const std::string& subject, const TheoryReport& report)
{
    out << subject << '\n';
    for (const auto& claim : report.claims)
        out << "\n- " << claim.statement << "\n  " << claim.figure << "\n  => " << verdict(claim.outcome).forPeople
            << '\n';
    printTruncation(out, report.study);
    for (const auto& [L, distance] : report.limitDistances)
        out << std::setw(8) << L << "  " << distance << '\n';
    if (!report.implicit.full.empty())
        printImplicit(out, report.implicit);
    printCosts(out, report.costs);
    out << "\nMean squared error by the number of iterations at inference (quantised input: " << std::setprecision(4)
        << report.quantisedError << ")\n";
    for (std::size_t i = 0; i < report.inference.size(); i += 3)
    {
        for (auto j = i; j < std::min(i + 3, report.inference.size()); ++j)
            out << std::setw(8) << report.inference[j].first << "  " << std::setw(10) << report.inference[j].second;
        out << '\n';
    }
    out << '\n'
        << (report.passed() ? "No claim that must always hold has failed."
                            : "A claim that must always hold has FAILED.")
        << '\n';
}

nlohmann::ordered_json checkReportJson(const std::string& subject, const TheoryReport& report)
{
    nlohmann::ordered_json json{{"subject", subject}, {"passed", report.passed()}};
    for (const auto& claim : report.claims)
        json["claims"].push_back({{"claim", claim.key},
                                  {"statement", claim.statement},
                                  {"figure", claim.figure},
                                  {"outcome", verdict(claim.outcome).forPrograms}});
    json["lemma"] = {{"worst_relative_error", report.fullDifferences.worstError},
                     {"directions", report.fullDifferences.directions}};
    json["truncated_lemma"] = {{"worst_relative_error", report.truncatedDifferences.worstError},
                               {"directions", report.truncatedDifferences.directions}};
    for (const auto& figures : report.study.truncation)
        json["truncation"].push_back({{"iterations", figures.iterations},
                                      {"backward_steps", figures.backwardSteps},
                                      {"cosine", figures.cosine},
                                      {"relative_distance", figures.relativeDistance}});
    const auto addFigures = [&json](const char* key, const std::vector<TruncationFigures>& rows)
    {
        for (const auto& figures : rows)
            json[key].push_back({{"iterations", figures.iterations},
                                 {"steps", figures.backwardSteps},
                                 {"cosine", figures.cosine},
                                 {"relative_distance", figures.relativeDistance}});
    };
    addFigures("implicit", report.implicit.full);
    addFigures("truncated_at_optimum", report.implicit.truncatedAtOptimum);
    addFigures("implicit_at_optimum", report.implicit.implicitAtOptimum);
    json["geometric_bound"] = {{"kappa", report.bound.kappa}, {"c", report.bound.c}};
    json["delta_norms"] = report.study.deltas;
    json["optimum"] = {{"relative_duality_gap", report.gap}, {"iterations", report.gapIterations}};
    for (const auto& [L, distance] : report.limitDistances)
        json["limit"].push_back({{"iterations", L}, {"relative_distance", distance}});
    json["settling"] = {{"settled_from", std::vector<int>(report.settledFrom.data(),
                                                          report.settledFrom.data() + report.settledFrom.size())},
                        {"settled_frames", report.settledFrames}};
    for (const auto& point : report.frozen.points)
        json["kernel"].push_back({{"step", point.step},
                                  {"delta", point.delta},
                                  {"primal_residual", point.primalResidual},
                                  {"dual_residual", point.dualResidual}});
    for (const auto& cost : report.costs)
    {
        nlohmann::ordered_json row{{"iterations", cost.iterations},
                                   {"backward_steps", cost.backwardSteps},
                                   {"full_seconds", cost.fullSeconds},
                                   {"truncated_seconds", cost.truncatedSeconds},
                                   {"predicted_time_ratio", cost.predictedTimeRatio()},
                                   {"predicted_full_bytes", cost.predictedFullBytes},
                                   {"predicted_truncated_bytes", cost.predictedTruncatedBytes}};
        if (cost.fullBytes && cost.truncatedBytes)
        {
            row["full_bytes"] = *cost.fullBytes;
            row["truncated_bytes"] = *cost.truncatedBytes;
        }
        json["cost"].push_back(row);
    }
    if (report.boundsSettledFrom >= 0)
        json["bounds_settled_from"] = report.boundsSettledFrom;
    for (const auto& figures : report.learnedTruncation)
        json["learned_truncation"].push_back({{"iterations", figures.iterations},
                                              {"backward_steps", figures.backwardSteps},
                                              {"cosine", figures.cosine},
                                              {"relative_distance", figures.relativeDistance}});
    json["mse_quantised"] = report.quantisedError;
    for (const auto& [L, error] : report.inference)
        json["inference"].push_back({{"iterations", L}, {"mse", error}});
    return json;
}

} // namespace dequantizer
