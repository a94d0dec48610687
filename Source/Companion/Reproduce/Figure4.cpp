#include "Companion/Plot.h"
#include "Companion/Reproduce/Figures.h"
#include "Companion/Reproduce/ResultTable.h"
#include "Files/Utf8Path.h"
#include "Training/FrameErrors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iostream>

namespace dequantizer
{

namespace
{
constexpr int curveBits = 4;
constexpr double curveWeight = 10.0;
constexpr std::array curveTrainingLengths{30, 80, 1000};
constexpr const char* cosineName = "DCT";

struct Curve
{
    std::string name;
    int iterations = 0; // in training; 0 for the cosine transform
    GradientMode gradient = GradientMode::full;
};

std::vector<Curve> curvesOf(const ReproduceOptions& options)
{
    std::vector<Curve> curves{{cosineName, 0, GradientMode::full}};
    for (const int length : curveTrainingLengths)
        for (const auto gradient : {GradientMode::full, GradientMode::truncated})
            if (length <= options.maxTrainingIterations &&
                (gradient == GradientMode::truncated || length <= options.maxFullIterations))
                curves.push_back({trainingName(length, gradient), length, gradient});
    return curves;
}

// Ten per decade, from 1 to `last`.
std::vector<int> inferenceLengths(int last)
{
    std::vector<int> lengths;
    for (int i = 0;; ++i)
    {
        const auto length = static_cast<int>(std::lround(std::pow(10.0, i / 10.0)));
        if (length >= last)
            break;
        if (lengths.empty() || length > lengths.back())
            lengths.push_back(length);
    }
    lengths.push_back(last);
    return lengths;
}

class Figure4
{
public:
    Figure4(const ReproduceOptions& wanted, ProcessGroup& processes)
        : options(wanted), experiment(wanted, processes), curves(curvesOf(wanted)),
          lengths(inferenceLengths(wanted.inferenceIterations)),
          table(wanted.output / "figure4.csv",
                experiment.commonSettings() + "; up to " + std::to_string(wanted.inferenceIterations) +
                    " iterations of " + std::to_string(experiment.fixedFrames.cols()) + " frames",
                {"model", "iterations", "epochs", "mse", "mse_quantised"}, 2, processes)
    {
    }

    void run()
    {
        auto missing = curves;
        std::erase_if(missing, [this](const Curve& curve) { return done(curve); });
        std::vector<double> work;
        for (const auto& curve : missing)
            work.push_back(workOf(curve));
        experiment.computeCells(work, table, [&](std::size_t curve) { compute(missing[curve]); });
        if (experiment.isFirst())
            draw();
    }

private:
    [[nodiscard]] bool done(const Curve& curve) const
    {
        const auto epochs = table.number({curve.name, std::to_string(lengths.back())}, "epochs");
        return epochs && (curve.iterations == 0 || *epochs >= options.epochs);
    }

    [[nodiscard]] TrainingSettings settingsOf(const Curve& curve) const
    {
        auto settings = experiment.settingsFor(curveBits, curve.iterations, curve.gradient);
        settings.weight = curveWeight;
        return settings;
    }

    [[nodiscard]] double workOf(const Curve& curve) const
    {
        return options.inferenceIterations * static_cast<double>(experiment.fixedFrames.cols()) +
               (curve.iterations == 0 ? 0.0 : experiment.trainingWork(settingsOf(curve), curve.name));
    }

    void compute(const Curve& curve)
    {
        TrainedModel trained;
        if (curve.iterations == 0)
        {
            trained.model.K = experiment.cosine;
            trained.model.steps = stepSizesFromWeight(curveWeight, 1.0);
        }
        else
        {
            trained = experiment.train(settingsOf(curve), curve.name);
        }
        const auto errors =
            experiment.curve(trained.model, experiment.fixedFrames, curveBits, lengths, curve.name + ", inference");
        const auto quantised = cellText(quantisedError(experiment.fixedFrames, curveBits));
        std::vector<ResultTable::Row> rows;
        for (std::size_t i = 0; i < lengths.size(); ++i)
            rows.push_back(
                {curve.name, std::to_string(lengths[i]), cellText(trained.epochs), cellText(errors[i]), quantised});
        table.put(rows);
    }

    [[nodiscard]] std::vector<std::pair<double, double>> series(const std::string& name) const
    {
        std::vector<std::pair<double, double>> points;
        for (const int length : lengths)
            if (const auto value = table.number({name, std::to_string(length)}, "mse"))
                points.emplace_back(length, *value);
        return points;
    }

    void draw() const
    {
        std::map<int, double> epochs;
        for (const auto& curve : curves)
            if (curve.iterations > 0)
                epochs[curve.iterations] =
                    table.number({curve.name, std::to_string(lengths.back())}, "epochs").value_or(0.0);

        Plot plot(1150, 720);
        std::vector<std::string> commands;
        const auto quantised = table.find({cosineName, std::to_string(lengths.back())}, "mse_quantised").value_or("0");
        double least = std::stod(quantised);
        commands.push_back(quantised + " with lines ls 7 dt 3 title 'quantised input'");
        for (const auto& curve : curves)
        {
            const auto points = series(curve.name);
            const auto block = plot.data(points);
            for (const auto& [length, error] : points)
                least = std::min(least, error);
            const auto at = std::find(curveTrainingLengths.begin(), curveTrainingLengths.end(), curve.iterations);
            const auto style = std::to_string(at - curveTrainingLengths.begin() + 1);
            if (curve.iterations == 0)
                commands.push_back(block + " with lines ls 8 title 'DCT'");
            else
                commands.push_back(block + " with lines ls " + style +
                                   (curve.gradient == GradientMode::full ? "" : " dt 2") +
                                   " title 'L_{train} = " + std::to_string(curve.iterations) +
                                   (curve.gradient == GradientMode::full ? ", full'" : ", truncated'"));
            // Marks the number of iterations in training.
            if (curve.iterations == 0 || curve.iterations > lengths.back())
                continue;
            const auto distance = [&](const auto& point) { return std::abs(std::log(point.first / curve.iterations)); };
            const auto own =
                std::min_element(points.begin(), points.end(),
                                 [&](const auto& one, const auto& other) { return distance(one) < distance(other); });
            if (own != points.end())
                commands.push_back(plot.data(std::vector{*own}) + " with points ls " + style + " ps 1.5 notitle");
        }
        plot.line("set label 1 " +
                  plotText("Test error by the iterations at inference, 4 bit, b = " +
                           std::to_string(options.backwardSteps) + " (a point marks L_{train})") +
                  " at screen 0.5,0.965 center font ',14'");
        plot.line("set label 2 " + plotText(reductions(options, epochs, curveTrainingLengths.back(), true)) +
                  " at screen 0.5,0.925 center tc rgb '#a02020'");
        plot.line("set tmargin at screen 0.89\nset logscale xy\nset xlabel 'L_{inference}, iterations'");
        plot.line("set ylabel 'mean squared error'\nset format x '10^{%T}'\nset format y '%.1te%T'");
        plot.line("set xrange [1:" + std::to_string(lengths.back()) + "]\nset key right top");
        plot.line("set yrange [" + cellText(0.95 * least) + ":" + cellText(1.6 * std::stod(quantised)) + "]");
        plot.line("set ytics (3e-4, 4e-4, 5e-4, 6e-4, 7e-4, 8e-4, 9e-4, 1e-3, 1.2e-3, 1.5e-3, 2e-3, 3e-3)");
        std::string command = "plot ";
        for (const auto& one : commands)
            command += (&one == &commands.front() ? "" : ", ") + one;
        plot.line(command);
        if (plot.draw(options.output / "figure4"))
            std::cout << utf8FromPath(options.output / "figure4.png") << '\n';
    }

    const ReproduceOptions& options;
    Experiment experiment;
    const std::vector<Curve> curves;
    const std::vector<int> lengths;
    ResultTable table;
};
} // namespace

void reproduceFigure4(const ReproduceOptions& options, ProcessGroup& processes)
{
    reproduce<Figure4>(options, processes);
}

} // namespace dequantizer
