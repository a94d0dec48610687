#include "Companion/Plot.h"
#include "Companion/Reproduce/ComparedRuns.h"
#include "Companion/Reproduce/Figures.h"
#include "Companion/Reproduce/ResultTable.h"
#include "Files/Utf8Path.h"
#include "Training/FrameErrors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iostream>
#include <limits>
#include <utility>

namespace dequantizer
{

namespace
{
constexpr int comparedBits = 4;
constexpr double comparedRate = 3e-4;
constexpr std::array comparedLengths{5, 10, 20};
constexpr std::array comparedWeights{2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 160.0};
constexpr int tuningFrames = 256;
constexpr double stepProduct = 0.99 * 0.99;

class AlgorithmComparison
{
public:
    explicit AlgorithmComparison(const ReproduceOptions& wanted)
        : options(wanted), experiment(wanted, oneProcess()), lengths(curveLengths(wanted.inferenceIterations)),
          tunings(wanted.output / "tuning.csv", experiment.commonSettings(),
                  {"algorithm", "relaxation", "inertia", "weight", "iterations", "mse"}, 5),
          curves(wanted.output / "curves.csv", common(), {"run", "iterations", "mse", "gap"}, 2),
          summary(wanted.output / "algorithms.csv", common(),
                  {"run", "relaxation", "inertia", "initial_weight", "epochs", "mse", "mse_converged", "converged_from",
                   "milliseconds_per_minibatch"},
                  1)
    {
    }

    void run()
    {
        tune();
        experiment.begin(workLeft());
        for (std::size_t a = 0; a < algorithmNames.size(); ++a)
        {
            const auto tuning = bestTuning(algorithmAt(a), 10);
            if (const auto name = untrainedName(algorithmAt(a)); !summary.find({name}, "mse"))
                measure(name, {cosineWith(tuning), 0.0, 0.0}, tuning, 10);
        }
        for (const auto& wantedRun : comparedRuns(options))
            if (!summary.find({wantedRun.name()}, "mse"))
            {
                train(wantedRun);
                static_cast<void>(draw()); // after each, so that an interrupted comparison has its figure
            }
        if (draw())
            std::cout << utf8FromPath(options.output / "algorithms.png") << '\n';
    }

private:
    [[nodiscard]] std::string common() const
    {
        return experiment.commonSettings() + "; " + cellText(options.epochs) + " epochs; up to " +
               std::to_string(options.inferenceIterations) + " iterations of " +
               std::to_string(experiment.fixedFrames.cols()) + " frames";
    }

    [[nodiscard]] Model cosineWith(const Tuning& tuning) const
    {
        Model model;
        model.K = experiment.cosine;
        model.steps = stepSizesFromWeight(tuning.weight, 1.0);
        model.scheme = tuning.scheme;
        return model;
    }

    [[nodiscard]] static ResultTable::Row tuningKey(const Tuning& tuning, int iterations)
    {
        return {std::string(tuning.scheme.name()), cellText(tuning.scheme.relaxation), cellText(tuning.scheme.inertia),
                cellText(tuning.weight), std::to_string(iterations)};
    }

    // After tune().
    [[nodiscard]] double workLeft() const
    {
        const double inference = lengths.back() * static_cast<double>(experiment.fixedFrames.cols());
        double work = 0.0;
        for (std::size_t a = 0; a < algorithmNames.size(); ++a)
            if (!summary.find({untrainedName(algorithmAt(a))}, "mse"))
                work += inference;
        for (const auto& run : comparedRuns(options))
            if (!summary.find({run.name()}, "mse"))
                work += inference +
                        experiment.trainingWork(settingsOf(run, bestTuning(run.algorithm, run.iterations)), run.name());
        return work;
    }

    // The cosine transform on training frames, for the choice of weight, relaxation and inertia.
    void tune()
    {
        const auto frames = spreadFrames(experiment.trainingFrames, tuningFrames);
        const auto isMissing = [this](const Tuning& tuning)
        { return !tunings.find(tuningKey(tuning, comparedLengths.back()), "mse"); };
        double work = 0.0;
        for (std::size_t a = 0; a < algorithmNames.size(); ++a)
            for (const auto& scheme : candidatesOf(algorithmAt(a)))
                for (const double weight : comparedWeights)
                    work +=
                        isMissing({scheme, weight}) ? comparedLengths.back() * static_cast<double>(frames.cols()) : 0.0;
        experiment.begin(work);
        for (std::size_t a = 0; a < algorithmNames.size(); ++a)
            for (const auto& scheme : candidatesOf(algorithmAt(a)))
                for (const double weight : comparedWeights)
                {
                    const Tuning tuning{scheme, weight};
                    if (!isMissing(tuning))
                        continue;
                    const auto errors =
                        experiment.curve(cosineWith(tuning), frames, comparedBits, comparedLengths, "tuning");
                    std::vector<ResultTable::Row> rows;
                    for (std::size_t i = 0; i < errors.size(); ++i)
                    {
                        rows.push_back(tuningKey(tuning, comparedLengths[i]));
                        rows.back().push_back(cellText(errors[i]));
                    }
                    tunings.put(rows);
                }
    }

    [[nodiscard]] Tuning bestTuning(SolverAlgorithm algorithm, int iterations) const
    {
        Tuning best;
        double least = std::numeric_limits<double>::infinity();
        for (const auto& scheme : candidatesOf(algorithm))
            for (const double weight : comparedWeights)
                if (const auto error = tunings.number(tuningKey({scheme, weight}, iterations), "mse");
                    error && *error < least)
                {
                    least = *error;
                    best = {scheme, weight};
                }
        return best;
    }

    [[nodiscard]] TrainingSettings settingsOf(const ComparedRun& wanted, const Tuning& tuning) const
    {
        auto settings = experiment.settingsFor(comparedBits, wanted.iterations, wanted.gradient);
        // Unlike the papers: the coordinates, the mask and the learned weight of `dequantizer train`.
        settings.basis = Basis::cosine;
        settings.mask = PrimalMask::cell;
        settings.normGradient = true;
        settings.learnedSteps = wanted.gradient == GradientMode::full ? LearnedSteps::weight : LearnedSteps::none;
        settings.weight = tuning.weight;
        settings.product = stepProduct;
        settings.learningRate = options.learningRate.value_or(comparedRate);
        settings.algorithm = wanted.algorithm;
        if (wanted.algorithm == SolverAlgorithm::overRelaxed)
            settings.relaxation = tuning.scheme.relaxation;
        if (wanted.algorithm == SolverAlgorithm::inertial)
            settings.inertia = tuning.scheme.inertia;
        return settings;
    }

    void train(const ComparedRun& wanted)
    {
        const auto tuning = bestTuning(wanted.algorithm, wanted.iterations);
        const auto trained = experiment.train(settingsOf(wanted, tuning), wanted.name());
        measure(wanted.name(), trained, tuning, wanted.iterations);
    }

    void measure(const std::string& name, const TrainedModel& trained, const Tuning& tuning, int iterations)
    {
        std::vector<double> gaps;
        const auto errors =
            experiment.curve(trained.model, experiment.fixedFrames, comparedBits, lengths, name + ", inference", &gaps);
        std::vector<ResultTable::Row> rows;
        for (std::size_t i = 0; i < lengths.size(); ++i)
            rows.push_back({name, std::to_string(lengths[i]), cellText(errors[i]), cellText(gaps[i])});
        curves.put(rows);

        // From here on, the error stays within 1 % of the last.
        std::size_t converged = lengths.size();
        while (converged > 0 && std::abs(errors[converged - 1] - errors.back()) <= 0.01 * errors.back())
            --converged;
        const auto own = std::ranges::find(lengths, iterations) - lengths.begin();
        summary.put(
            {{name, cellText(tuning.scheme.relaxation), cellText(tuning.scheme.inertia), cellText(tuning.weight),
              cellText(trained.epochs), cellText(errors[std::min(static_cast<std::size_t>(own), errors.size() - 1)]),
              cellText(errors.back()), std::to_string(lengths[std::min(converged, lengths.size() - 1)]),
              cellText(1000.0 * trained.secondsPerMinibatch)}});
    }

    // One curve for each algorithm.
    void panel(Plot& plot, const std::string& title, const std::string& suffix, const char* column,
               const std::string& before) const
    {
        std::string command;
        for (std::size_t a = 0; a < algorithmNames.size(); ++a)
        {
            const auto name = std::string(algorithmNames[a]) + suffix;
            std::vector<std::pair<double, double>> points;
            for (const int length : lengths)
                if (const auto value = curves.number({name, std::to_string(length)}, column); value && *value > 0.0)
                    points.emplace_back(length, *value);
            if (points.empty())
                continue;
            command += (command.empty() ? "plot " : ", ") + plot.data(points) + " with lines ls " +
                       std::to_string(a + 1) + " title '" + std::string(algorithmNames[a]) + "'";
        }
        if (command.empty())
            return;
        plot.line("set title " + plotText(title) + '\n' + before + '\n' + command);
    }

    // The least and the largest error of the curves whose names end like this.
    [[nodiscard]] std::pair<double, double> errorRange(const std::vector<std::string>& suffixes) const
    {
        double least = std::numeric_limits<double>::max(), most = 0.0;
        for (const auto& suffix : suffixes)
            for (const auto& algorithm : algorithmNames)
                for (const int length : lengths)
                    if (const auto error =
                            curves.number({std::string(algorithm) + suffix, std::to_string(length)}, "mse"))
                    {
                        least = std::min(least, *error);
                        most = std::max(most, *error);
                    }
        return {least, most};
    }

    bool draw() const
    {
        Plot plot(1300, 950);
        plot.line("set multiplot layout 2,2\nset logscale xy\nset xlabel 'iterations at inference'\n"
                  "set format x '10^{%T}'\nset xrange [1:" +
                  std::to_string(lengths.back()) + "]\nset key right top");
        // The same axis for all, so that untrained and trained operators can be compared.
        const auto [least, most] = errorRange({"-untrained", "-10-full", "-20-truncated"});
        const auto errors = "set ylabel 'mean squared error'\nset format y '%.2te%T'\nunset logscale y\nset yrange [" +
                            cellText(0.98 * least) + ":" + cellText(1.02 * most) + "]";
        panel(plot, "untrained: DCT, 4 bit", "-untrained", "mse", errors);
        panel(plot, "trained, L = 10, full gradient", "-10-full", "mse", errors);
        panel(plot, "trained, L = 20, truncated gradient, b = " + std::to_string(options.backwardSteps),
              "-20-truncated", "mse", errors);
        panel(plot, "untrained: mean relative duality gap", "-untrained", "gap",
              "set ylabel 'gap'\nset format y '10^{%T}'\nset autoscale y\nset logscale y");
        plot.line("unset multiplot");
        return plot.draw(options.output / "algorithms");
    }

    const ReproduceOptions& options;
    Experiment experiment;
    const std::vector<int> lengths;
    ResultTable tunings, curves, summary;
};
} // namespace

void compareAlgorithms(const ReproduceOptions& options)
{
    AlgorithmComparison(options).run();
}

} // namespace dequantizer
