#include "Companion/Plot.h"
#include "Companion/Reproduce/Figures.h"
#include "Companion/Reproduce/OtherSeeds.h"
#include "Companion/Reproduce/ResultTable.h"
#include "Files/Utf8Path.h"
#include "Training/FrameErrors.h"

#include <algorithm>
#include <array>
#include <iostream>

namespace dequantizer
{

namespace
{
constexpr int figureBits = 4;
constexpr double weight = 10.0;
constexpr std::array trainingLengths{10, 20, 30, 40, 60, 80, 100, 200, 500, 1000};
constexpr std::size_t keyColumns = 2;
constexpr const char* tableName = "figure3.csv";

const ResultTable::Row& columns()
{
    static const ResultTable::Row names{"training_iterations",
                                        "gradient",
                                        "epochs",
                                        "mse_classical",
                                        "mse_classical_fixed",
                                        "mse_optimality",
                                        "seconds_per_minibatch",
                                        "minutes_per_epoch",
                                        "mse_quantised"};
    return names;
}

struct Cell
{
    int iterations;
    std::string gradient; // full, truncated, or none for the cosine transform

    [[nodiscard]] ResultTable::Row key() const { return {std::to_string(iterations), gradient}; }
    [[nodiscard]] bool trained() const { return gradient != "none"; }
    [[nodiscard]] GradientMode mode() const
    {
        return gradient == "full" ? GradientMode::full : GradientMode::truncated;
    }
};

std::vector<Cell> cellsOf(const ReproduceOptions& options)
{
    std::vector<Cell> cells;
    for (const int length : trainingLengths)
    {
        cells.push_back({length, "none"});
        if (length <= options.maxTrainingIterations && length <= options.maxFullIterations)
            cells.push_back({length, "full"});
        if (length <= options.maxTrainingIterations)
            cells.push_back({length, "truncated"});
    }
    return cells;
}

// Where the curves leave an axis from `lowest` to `highest`, for the caption.
std::string whereCurvesLeave(const std::vector<std::vector<std::pair<double, double>>>& curves, double lowest,
                             double highest)
{
    bool isAbove = false, isBelow = false;
    for (const auto& curve : curves)
        for (const auto& [length, error] : curve)
        {
            isAbove = isAbove || error > highest;
            isBelow = isBelow || error < lowest;
        }
    if (!isAbove && !isBelow)
        return {};
    return std::string("; where not visible, it is ") + (isAbove ? isBelow ? "above or below" : "above" : "below");
}

class Figure3
{
public:
    Figure3(const ReproduceOptions& wanted, ProcessGroup& processes)
        : options(wanted), experiment(wanted, processes),
          common(experiment.commonSettings() + "; optimality " + std::to_string(wanted.inferenceIterations) +
                 " iterations of " + std::to_string(experiment.fixedFrames.cols()) + " frames"),
          table(wanted.output / tableName, common, columns(), keyColumns, processes),
          seeds(table, wanted.otherSeeds, tableName, common, columns(), keyColumns)
    {
    }

    void run()
    {
        auto missing = cellsOf(options);
        std::erase_if(missing, [this](const Cell& cell) { return done(cell); });
        std::vector<double> work;
        for (const auto& cell : missing)
            work.push_back(workOf(cell));
        experiment.computeCells(work, table, [&](std::size_t cell) { compute(missing[cell]); });
        if (experiment.isFirst())
            draw();
    }

private:
    [[nodiscard]] bool done(const Cell& cell) const
    {
        const auto epochs = table.number(cell.key(), "epochs");
        return epochs && (!cell.trained() || *epochs >= options.epochs);
    }

    [[nodiscard]] double workOf(const Cell& cell) const
    {
        const double classical =
            cell.iterations * static_cast<double>(experiment.testFrames.cols() + experiment.fixedFrames.cols());
        // The optimum of the cosine transform does not depend on L.
        const double optimality = cell.trained() || cell.iterations == trainingLengths.front()
                                      ? options.inferenceIterations * static_cast<double>(experiment.fixedFrames.cols())
                                      : 0.0;
        return classical + optimality +
               (cell.trained() ? experiment.trainingWork(settingsOf(cell), nameOf(cell)) : 0.0);
    }

    [[nodiscard]] TrainingSettings settingsOf(const Cell& cell) const
    {
        auto settings = experiment.settingsFor(figureBits, cell.iterations, cell.mode());
        settings.weight = weight;
        return settings;
    }

    [[nodiscard]] static std::string nameOf(const Cell& cell) { return trainingName(cell.iterations, cell.mode()); }

    [[nodiscard]] TrainedModel modelOf(const Cell& cell)
    {
        if (cell.trained())
            return experiment.train(settingsOf(cell), nameOf(cell));
        TrainedModel cosine;
        cosine.model.K = experiment.cosine;
        cosine.model.iterations = cell.iterations;
        cosine.model.steps = stepSizesFromWeight(weight, 1.0);
        return cosine;
    }

    void compute(const Cell& cell)
    {
        const auto trained = modelOf(cell);
        const auto note = (cell.trained() ? nameOf(cell) : "cosine transform, L" + std::to_string(cell.iterations));
        const std::array classicalLength{cell.iterations};
        const std::array optimalLength{options.inferenceIterations};
        const double classical =
            experiment.curve(trained.model, experiment.testFrames, figureBits, classicalLength, note + ", classical")
                .front();
        const double classicalFixed =
            experiment.curve(trained.model, experiment.fixedFrames, figureBits, classicalLength, note + ", classical")
                .front();
        const auto known = table.number({std::to_string(trainingLengths.front()), "none"}, "mse_optimality");
        const double optimality =
            !cell.trained() && known
                ? *known
                : experiment
                      .curve(trained.model, experiment.fixedFrames, figureBits, optimalLength, note + ", optimality")
                      .front();
        const double minutes =
            trained.secondsPerMinibatch * static_cast<double>(experiment.trainingFrames.cols()) / options.batch / 60.0;
        table.put(
            {{std::to_string(cell.iterations), cell.gradient, cellText(trained.epochs), cellText(classical),
              cellText(classicalFixed), cellText(optimality),
              cell.trained() ? cellText(trained.secondsPerMinibatch) : "", cell.trained() ? cellText(minutes) : "",
              cellText(quantisedError(experiment.testFrames, figureBits))}});
    }

    // Means over the seeds.
    [[nodiscard]] std::vector<std::pair<double, double>> series(const std::string& gradient,
                                                                const std::string& column) const
    {
        std::vector<std::pair<double, double>> points;
        for (const int length : trainingLengths)
            if (const auto range = seeds.range({std::to_string(length), gradient}, column); range.seeds > 0)
                points.emplace_back(length, range.mean);
        return points;
    }

    // The command that draws the range over the seeds as error bars, beside each other for the two gradients; empty
    // without other seeds.
    [[nodiscard]] std::string ranges(Plot& plot, const std::string& gradient, const std::string& column,
                                     const std::string& style) const
    {
        std::vector<double> rows;
        for (const int length : trainingLengths)
            if (const auto range = seeds.range({std::to_string(length), gradient}, column); range.seeds > 1)
                rows.insert(rows.end(), {static_cast<double>(length), range.mean, range.least, range.most});
        if (rows.empty())
            return {};
        return plot.matrix(4, rows) + " with yerrorbars " + style + " ps 0 notitle, ";
    }

    // (position on a categorical axis, value), for the bars; of the own table, since another run may have shared the
    // processor.
    [[nodiscard]] std::vector<std::pair<double, double>> bars(const std::string& gradient) const
    {
        std::vector<std::pair<double, double>> points;
        for (std::size_t i = 0; i < trainingLengths.size(); ++i)
            if (const auto value = table.number({std::to_string(trainingLengths[i]), gradient}, "minutes_per_epoch"))
                points.emplace_back(static_cast<double>(i), *value);
        return points;
    }

    void draw() const
    {
        std::map<int, double> epochs;
        for (const int length : trainingLengths)
            for (const auto* gradient : {"truncated", "full"})
                if (const auto value = table.number({std::to_string(length), gradient}, "epochs"))
                    epochs[length] = *value;

        // Both kinds of inference on the same frames, so that their errors are comparable.
        Plot plot(1150, 860);
        const auto classicalFull = plot.data(series("full", "mse_classical_fixed"));
        const auto classicalTruncated = plot.data(series("truncated", "mse_classical_fixed"));
        const auto optimalFull = plot.data(series("full", "mse_optimality"));
        const auto optimalTruncated = plot.data(series("truncated", "mse_optimality"));
        const auto cosineClassical = plot.data(series("none", "mse_classical_fixed"));
        const auto cosineOptimal = plot.data(series("none", "mse_optimality"));
        const auto fullBars = plot.data(bars("full"));
        const auto truncatedBars = plot.data(bars("truncated"));

        const auto errorBars = ranges(plot, "full", "mse_classical_fixed", "ls 1 dt 1") +
                               ranges(plot, "full", "mse_optimality", "ls 1 dt 1") +
                               ranges(plot, "truncated", "mse_classical_fixed", "ls 2 dt 1") +
                               ranges(plot, "truncated", "mse_optimality", "ls 2 dt 1");

        const auto seedsInTitle =
            errorBars.empty() ? std::string() : "; mean and range of " + std::to_string(seeds.count()) + " seeds";

        // Bars on a logarithmic axis need a lower end.
        double leastTime = 1e9;
        for (const auto* gradient : {"full", "truncated"})
            for (const auto& [position, minutes] : bars(gradient))
                leastTime = std::min(leastTime, minutes);

        plot.line("set multiplot\nset lmargin at screen 0.1\nset rmargin at screen 0.97");
        plot.line("set tmargin at screen 0.90\nset bmargin at screen 0.47");
        plot.line("set label 1 " +
                  plotText("Test error and run time by the iterations in training, 4 bit, b = " +
                           std::to_string(options.backwardSteps) + seedsInTitle) +
                  " at screen 0.5,0.975 center font ',14'");
        plot.line("set label 2 " + plotText(reductions(options, epochs, trainingLengths.back(), true)) +
                  " at screen 0.5,0.94 center tc rgb '#a02020'");
        // The trained models differ little compared with their distance from the DCT, so the axis covers only them.
        double least = 1e9, most = 0.0;
        for (const auto* gradient : {"full", "truncated"})
            for (const auto* column : {"mse_classical_fixed", "mse_optimality"})
                for (const int length : trainingLengths)
                    if (const auto range = seeds.range({std::to_string(length), gradient}, column); range.seeds > 0)
                    {
                        least = std::min(least, range.least);
                        most = std::max(most, range.most);
                    }
        const double margin = 0.1 * (most - least) + 1e-3 * most;
        if (most > 0.0)
            plot.line("set yrange [" + cellText(least - margin) + ":" + cellText(most + margin) + "]");
        const auto cosineErrors = series("none", "mse_classical_fixed");
        if (most > 0.0 && !cosineErrors.empty())
            plot.line("set label 3 " +
                      plotText("DCT: " + cellText(cosineErrors.front().second) + " at L = 10, " +
                               cellText(cosineErrors.back().second) + " at L = 1000" +
                               whereCurvesLeave({cosineErrors, series("none", "mse_optimality")}, least - margin,
                                                most + margin)) +
                      " at screen 0.12,0.49 left tc rgb '#666666'");
        plot.line("set logscale x\nset xrange [8:1300]\nset xtics (10, 20, 30, 40, 60, 80, 100, 200, 500, 1000)");
        plot.line("set ylabel 'mean squared error'\nset xlabel 'L_{train}, iterations'\nset format y '%.2te%T'");
        plot.line("set key at screen 0.97,0.375 right top maxrows 2 samplen 3 width -1");
        plot.line("plot " + errorBars + classicalFull + " with linespoints ls 1 title 'full, classical', " +
                  optimalFull + " with linespoints ls 1 dt 2 pt 6 title 'full, optimality', " + classicalTruncated +
                  " with linespoints ls 2 title 'truncated, classical', " + optimalTruncated +
                  " with linespoints ls 2 dt 2 pt 4 title 'truncated, optimality', " + cosineClassical +
                  " with lines ls 8 title 'DCT, classical', " + cosineOptimal +
                  " with lines ls 8 dt 2 title 'DCT, optimality'");
        plot.line("unset label\nunset logscale\nset tmargin at screen 0.28\nset bmargin at screen 0.075");
        plot.line("set ylabel 'minutes per epoch (processor)'\nset format y '%g'\nset yrange "
                  "[" +
                  cellText(0.5 * leastTime) + ":*]\nset xrange [-0.6:9.6]");
        std::string tics;
        for (std::size_t i = 0; i < trainingLengths.size(); ++i)
            tics += (i == 0 ? "'" : ", '") + std::to_string(trainingLengths[i]) + "' " + std::to_string(i);
        plot.line("set xtics (" + tics +
                  ")\nset key at screen 0.1,0.305 left bottom maxrows 1\nset boxwidth 0.36\nset logscale y");
        plot.line("plot " + fullBars + " using ($1-0.19):2 with boxes fs solid 0.8 noborder ls 1 title 'full', " +
                  truncatedBars +
                  " using ($1+0.19):2 with boxes fs solid 0.8 noborder ls 2 title 'truncated'\nunset multiplot");
        if (plot.draw(options.output / "figure3"))
            std::cout << utf8FromPath(options.output / "figure3.png") << '\n';
    }

    const ReproduceOptions& options;
    Experiment experiment;
    const std::string common;
    ResultTable table;
    const SeedTables seeds;
};
} // namespace

void reproduceFigure3(const ReproduceOptions& options, ProcessGroup& processes)
{
    reproduce<Figure3>(options, processes);
}

} // namespace dequantizer
