#include "Companion/Check/CheckReport.h"
#include "Companion/Plot.h"
#include "Files/Utf8Path.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <system_error>

namespace dequantizer
{

namespace
{
using Points = Plot::Points;

// The common part of all figures: a title and logarithmic axes.
void begin(Plot& plot, const std::string& title, const std::string& x, const std::string& y)
{
    plot.line("set title " + plotText(title) + "\nset xlabel " + plotText(x) + "\nset ylabel " + plotText(y));
    plot.line("set logscale xy\nset format x '10^{%T}'\nset format y '10^{%T}'\nset rmargin 4");
}

void drawTruncation(const std::filesystem::path& folder, const std::string& subject, const TheoryReport& report)
{
    Plot plot(900, 600);
    begin(plot, subject + ": agreement of the truncated gradient with the full one", "L, iterations",
          "cosine between the gradients");
    plot.line("unset logscale y\nset format y '%g'\nset yrange [*<0:1]\nset rmargin 16\nset key outside right center");
    std::vector<std::string> curves;
    std::vector<int> depths;
    for (const auto& figures : report.study.truncation)
        if (std::find(depths.begin(), depths.end(), figures.backwardSteps) == depths.end())
            depths.push_back(figures.backwardSteps);
    for (const int b : depths)
    {
        Points points;
        for (const auto& figures : report.study.truncation)
            if (figures.backwardSteps == b)
                points.emplace_back(figures.iterations, figures.cosine);
        curves.push_back(plot.data(points) + " with linespoints ls " + std::to_string(curves.size() + 1) +
                         " title 'b = " + std::to_string(b) + "'");
    }
    plot.line(plotCommand(curves));
    plot.draw(folder / "truncation");
}

void drawDeltas(const std::filesystem::path& folder, const std::string& subject, const TheoryReport& report)
{
    Plot plot(900, 600);
    begin(plot, subject + ": decay in the backward recursion", "L - l, steps back from the last iteration",
          "{/Symbol |}{/Symbol |}{/Symbol d}^{l,L}{/Symbol |}{/Symbol |}");
    plot.line("unset logscale x\nset format x '%g'\nset key right top");
    Points norms, bound;
    for (std::size_t j = 0; j < report.study.deltas.size(); ++j)
    {
        const auto steps = static_cast<double>(j);
        norms.emplace_back(steps, std::max(report.study.deltas[j], 1e-300));
        bound.emplace_back(steps, std::max(report.bound.c * std::pow(report.bound.kappa, steps), 1e-300));
    }
    const auto bounding = plot.data(bound);
    plot.line("set label 1 sprintf('{/Symbol k} = %.5f, c = %.2e', " + std::to_string(report.bound.kappa) + ", " +
              std::to_string(report.bound.c * 1e12) + "e-12) at graph 0.03,0.05");
    plot.line("plot " + plot.data(norms) + " with lines ls 1 title 'measured', " + bounding +
              " with lines ls 2 dt 2 title 'bound c {/Symbol k}^{L-l}'");
    plot.draw(folder / "deltas");
}

void drawLimit(const std::filesystem::path& folder, const std::string& subject, const TheoryReport& report)
{
    Plot plot(900, 600);
    begin(plot, subject + ": the full gradient and the limit formula", "L, iterations", "relative distance");
    Points points;
    for (const auto& [L, distance] : report.limitDistances)
        points.emplace_back(L, distance);
    plot.line("plot " + plot.data(points) + " with linespoints ls 1 notitle");
    plot.draw(folder / "limit");
}

void drawKernel(const std::filesystem::path& folder, const std::string& subject, const TheoryReport& report)
{
    Plot plot(900, 600);
    begin(plot, subject + ": the backward recursion with frozen masks", "backward steps", "norm");
    plot.line("set key left bottom");
    Points delta, primal, dual;
    for (const auto& point : report.frozen.points)
    {
        delta.emplace_back(point.step, std::max(point.delta, 1e-300));
        primal.emplace_back(point.step, std::max(point.primalResidual, 1e-300));
        dual.emplace_back(point.step, std::max(point.dualResidual, 1e-300));
    }
    plot.line("plot " + plot.data(delta) + " with lines ls 1 title '{/Symbol d}', " + plot.data(primal) +
              " with lines ls 2 title 'masked K times {/Symbol d}_P', " + plot.data(dual) +
              " with lines ls 3 title 'masked K^T times {/Symbol d}_D'");
    plot.draw(folder / "kernel");
}

void drawCost(const std::filesystem::path& folder, const std::string& subject, const TheoryReport& report)
{
    Plot plot(1100, 520);
    Points full, truncated, fullMemory, truncatedMemory, predictedFull, predictedTruncated;
    // The predictions are scaled by the measured time per iteration of the truncated gradient at the largest L.
    const auto& longest = report.costs.back();
    const double unit = 1e3 * longest.truncatedSeconds / (longest.iterations + longest.backwardSteps);
    for (const auto& cost : report.costs)
    {
        full.emplace_back(cost.iterations, 1e3 * cost.fullSeconds);
        truncated.emplace_back(cost.iterations, 1e3 * cost.truncatedSeconds);
        predictedFull.emplace_back(cost.iterations, unit * 2.0 * cost.iterations);
        predictedTruncated.emplace_back(cost.iterations, unit * (cost.iterations + cost.backwardSteps));
        // Values below a page are shown as one page.
        if (cost.fullBytes && cost.truncatedBytes)
        {
            fullMemory.emplace_back(cost.iterations, std::max(*cost.fullBytes, 4096.0) / 1e6);
            truncatedMemory.emplace_back(cost.iterations, std::max(*cost.truncatedBytes, 4096.0) / 1e6);
        }
    }
    const auto fullData = plot.data(full), truncatedData = plot.data(truncated),
               predictedFullData = plot.data(predictedFull), predictedTruncatedData = plot.data(predictedTruncated),
               fullMemoryData = plot.data(fullMemory), truncatedMemoryData = plot.data(truncatedMemory);
    plot.line("set multiplot layout 1,2 title " +
              plotText(subject + ": cost of a gradient, b = " + std::to_string(longest.backwardSteps)));
    begin(plot, "time", "L, iterations", "milliseconds");
    plot.line("set format y '%g'\nset key left top");
    plot.line("plot " + fullData + " with linespoints ls 1 title 'full', " + truncatedData +
              " with linespoints ls 2 title 'truncated', " + predictedFullData + " with lines ls 1 dt 2 title '2 L', " +
              predictedTruncatedData + " with lines ls 2 dt 2 title 'L + b'");
    if (!fullMemory.empty())
    {
        begin(plot, "peak memory", "L, iterations", "megabytes");
        plot.line("set format y '%g'");
        plot.line("plot " + fullMemoryData + " with linespoints ls 1 title 'full', " + truncatedMemoryData +
                  " with linespoints ls 2 title 'truncated'");
    }
    plot.line("unset multiplot");
    plot.draw(folder / "cost");
}

void drawInference(const std::filesystem::path& folder, const std::string& subject, const TheoryReport& report)
{
    Plot plot(900, 600);
    begin(plot, subject + ": restoration error by the number of iterations at inference", "L, iterations",
          "mean squared error");
    plot.line("unset logscale y\nset format y '%.1te%T'\nset key right top");
    Points points;
    double least = report.quantisedError, most = report.quantisedError;
    for (const auto& [L, error] : report.inference)
    {
        points.emplace_back(L, error);
        least = std::min(least, error);
        most = std::max(most, error);
    }
    plot.line("set yrange [" + std::to_string(0.9e9 * least) + "e-9:" + std::to_string(1.15e9 * most) + "e-9]");
    plot.line("plot " + plot.data(points) + " with lines ls 1 title 'restored', " +
              std::to_string(1e9 * report.quantisedError) + "e-9 with lines ls 7 dt 3 title 'quantised input'");
    plot.draw(folder / "inference");
}
} // namespace

void drawCheckFigures(const std::filesystem::path& folder, const std::string& subject, const TheoryReport& report)
{
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (failure)
        throw std::runtime_error(utf8FromPath(folder) + ": this folder cannot be created: " + failure.message());
    drawTruncation(folder, subject, report);
    drawDeltas(folder, subject, report);
    drawLimit(folder, subject, report);
    drawKernel(folder, subject, report);
    drawCost(folder, subject, report);
    drawInference(folder, subject, report);
}

} // namespace dequantizer
