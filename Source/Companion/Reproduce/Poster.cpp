#include "Companion/Plot.h"
#include "Companion/Reproduce/Figures.h"
#include "Companion/Reproduce/ResultTable.h"
#include "Files/Utf8Path.h"
#include "Training/FrameErrors.h"

#include <array>
#include <iostream>

namespace dequantizer
{

namespace
{
constexpr std::array bitDepths{4, 5, 6};
constexpr std::array lengths{1, 5, 10};
constexpr std::array<const char*, 3> methods{"DCT", "mse", "perceptual"};
constexpr double posterLearningRate = 1e-4;

// sigma = 100 and tau = 0.01, for the cosine transform, whose norm is 1, and as the initial steps of the trainings.
constexpr double posterWeight = 100.0;
constexpr StepSizes cosineSteps{100.0, 0.01, 1.0};

struct PosterCell
{
    int bits, iterations;
    std::string method;

    [[nodiscard]] ResultTable::Row key() const { return {std::to_string(bits), std::to_string(iterations), method}; }
    [[nodiscard]] bool trained() const { return method != methods.front(); }
    [[nodiscard]] std::string name() const
    {
        return "poster-" + std::to_string(bits) + "bit-L" + std::to_string(iterations) + "-" + method;
    }
};

class Poster
{
public:
    Poster(const ReproduceOptions& wanted, ProcessGroup& processes)
        : options(wanted), experiment(wanted, processes),
          table(wanted.output / "poster.csv", experiment.commonSettings(),
                {"bits", "iterations", "method", "epochs", "snr_input_db", "snr_db"}, 3, processes)
    {
        for (const int bits : bitDepths)
            for (const int length : lengths)
                for (const auto* method : methods)
                    if (length <= options.maxTrainingIterations)
                        cells.push_back({bits, length, method});
    }

    void run()
    {
        auto missing = cells;
        std::erase_if(missing, [this](const PosterCell& cell) { return done(cell); });
        std::vector<double> work;
        for (const auto& cell : missing)
            work.push_back(cell.trained() ? experiment.trainingWork(settingsOf(cell), cell.name()) : 0.0);
        experiment.computeCells(work, table, [&](std::size_t cell) { compute(missing[cell]); });
        if (experiment.isFirst())
            draw();
    }

private:
    [[nodiscard]] bool done(const PosterCell& cell) const
    {
        const auto epochs = table.number(cell.key(), "epochs");
        return epochs && (!cell.trained() || *epochs >= options.epochs);
    }

    [[nodiscard]] TrainingSettings settingsOf(const PosterCell& cell) const
    {
        auto settings = experiment.settingsFor(cell.bits, cell.iterations, GradientMode::full);
        settings.weight = posterWeight;
        settings.loss = cell.method;
        settings.learningRate = options.learningRate.value_or(posterLearningRate);
        return settings;
    }

    void compute(const PosterCell& cell)
    {
        TrainedModel trained;
        if (cell.trained())
        {
            trained = experiment.train(settingsOf(cell), cell.name());
        }
        else
        {
            trained.model.K = experiment.cosine;
            trained.model.referenceDelta = deltaForBits(cell.bits);
            trained.model.steps = cosineSteps;
            trained.model.iterations = cell.iterations;
        }
        const auto snr = frameSnr(trained.model, experiment.testSounds, cell.bits);
        auto row = cell.key();
        row.insert(row.end(), {cellText(trained.epochs), cellText(snr.inputDb), cellText(snr.restoredDb)});
        table.put({row});
    }

    void draw() const
    {
        std::map<int, double> epochs;
        for (const auto& cell : cells)
            if (cell.trained())
                epochs[cell.iterations] = table.number(cell.key(), "epochs").value_or(0.0);

        Plot plot(1300, 600);
        plot.line(
            "set multiplot\nset label 1 'SNR after restoration, frame by frame, mean over " +
            std::to_string(experiment.testSounds.size()) +
            " files (DCT: {/Symbol s} = 100, {/Symbol t} = 0.01)' at screen 0.5,0.96 center font ',14'\nset label 2 " +
            plotText(reductions(options, epochs, lengths.back(), false)) +
            " at screen 0.5,0.915 center tc rgb '#a02020'");
        plot.line("set tmargin at screen 0.80\nset bmargin at screen 0.11\nset boxwidth 0.24\nset xrange [-0.6:2.6]");
        plot.line("set xtics ('1' 0, '5' 1, '10' 2)\nset xlabel 'L, iterations'\nset ylabel 'SNR, dB'");
        plot.line("unset key");
        for (std::size_t panel = 0; panel < bitDepths.size(); ++panel)
        {
            const int bits = bitDepths[panel];
            const double left = 0.065 + 0.32 * static_cast<double>(panel);
            plot.line("set lmargin at screen " + cellText(left) + "\nset rmargin at screen " + cellText(left + 0.265) +
                      "\nset title '" + std::to_string(bits) + " bit' offset 0,-0.5");
            const auto input =
                table.number({std::to_string(bits), std::to_string(lengths.front()), methods.front()}, "snr_input_db")
                    .value_or(0.0);
            plot.line("set yrange [" + cellText(input - 1.0) + ":" + cellText(input + 7.0) + "]");
            if (panel == 1)
                plot.line("set key at screen 0.5,0.885 center top maxrows 1 samplen 2 width -3");
            std::string command = "plot " + cellText(input) + " with lines ls 7 dt 3 title 'quantised input'";
            std::string labels;
            for (std::size_t method = 0; method < methods.size(); ++method)
            {
                std::vector<std::pair<double, double>> points;
                for (std::size_t i = 0; i < lengths.size(); ++i)
                    if (const auto value =
                            table.number({std::to_string(bits), std::to_string(lengths[i]), methods[method]}, "snr_db"))
                        points.emplace_back(static_cast<double>(i) + 0.26 * (static_cast<double>(method) - 1.0),
                                            *value);
                const auto block = plot.data(points);
                constexpr std::array<const char*, 3> titles{"DCT", "learned, MSE loss", "learned, perceptual loss"};
                constexpr std::array<int, 3> styles{8, 1, 2};
                command += ", " + block + " with boxes fs solid 0.8 noborder ls " + std::to_string(styles[method]) +
                           " title '" + titles[method] + "'";
                labels += ", " + block + " using 1:2:(sprintf('%.1f', $2)) with labels offset 0,0.5 font ',8' notitle";
            }
            plot.line(command + labels);
            plot.line("unset key\nunset label\nunset ylabel");
        }
        plot.line("unset multiplot");
        if (plot.draw(options.output / "poster"))
            std::cout << utf8FromPath(options.output / "poster.png") << '\n';
    }

    const ReproduceOptions& options;
    Experiment experiment;
    ResultTable table;
    std::vector<PosterCell> cells;
};
} // namespace

void reproducePoster(const ReproduceOptions& options, ProcessGroup& processes)
{
    reproduce<Poster>(options, processes);
}

} // namespace dequantizer
