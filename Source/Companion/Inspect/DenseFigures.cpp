#include "Algorithm/SpectralNorm.h"
#include "Companion/Inspect/ModelFigures.h"
#include "Companion/Inspect/RowSpectra.h"
#include "Companion/Plot.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace dequantizer
{

namespace
{
constexpr double millisecondsPerSecond = 1000.0;

// The waveforms of all rows, each divided by its largest magnitude, and their spectra in dB, sorted by centre
// frequency.
bool drawRows(const std::filesystem::path& folder, const Model& model, const RowSpectra& rows)
{
    constexpr double lowestDecibels = -40.0;
    const auto k = model.K.rows();
    const auto n = model.K.cols();
    std::vector<double> waveforms, spectra;
    for (const auto row : rows.byCentre)
    {
        const double scale = std::max(static_cast<double>(model.K.row(row).cwiseAbs().maxCoeff()), 1e-30);
        for (Eigen::Index j = 0; j < n; ++j)
            waveforms.push_back(static_cast<double>(model.K(row, j)) / scale);
        for (const double power : rows.power.col(row))
            spectra.push_back(std::max(lowestDecibels, 10.0 * std::log10(std::max(power, 1e-30))));
    }
    const auto bins = rows.power.rows();

    Plot plot(1100, 640);
    const auto waveformData = plot.matrix(static_cast<std::size_t>(n), waveforms);
    const auto spectrumData = plot.matrix(static_cast<std::size_t>(bins), spectra);
    plot.line("set multiplot layout 1,2 title " +
              plotText(model.name + ": the " + std::to_string(k) + " rows of K, sorted by centre frequency"));
    plot.line("unset grid\nunset key\nset yrange [-0.5:" + std::to_string(k) + "-0.5]\nset ylabel 'row'");
    plot.line("set title 'waveform, relative to its peak'\nset xlabel 'time, ms'\nset xrange [0:" +
              std::to_string(millisecondsPerSecond * static_cast<double>(n) / model.sampleRate) + "]");
    plot.line("set cbrange [-1:1]\nset cbtics 0.5\nset palette defined (-1 '#0072b2', 0 '#ffffff', 1 '#d55e00')");
    plot.line("plot " + waveformData + " matrix using (($1+0.5)*" +
              std::to_string(millisecondsPerSecond / model.sampleRate) + "):2:3 with image");
    plot.line("set title 'spectrum, dB relative to its peak'\nset xlabel 'frequency, kHz'\nset xrange [0:" +
              std::to_string(model.sampleRate / 2000.0) + "]");
    plot.line("set cbrange [" + std::to_string(lowestDecibels) +
              ":0]\nset cbtics 10\nset palette defined (0 '#ffffff', 0.4 '#56b4e9', 0.8 '#0072b2', 1 '#00243a')");
    plot.line("plot " + spectrumData + " matrix using ($1*" +
              std::to_string(model.sampleRate / 2000.0 / static_cast<double>(bins - 1)) + "):2:3 with image");
    plot.line("unset multiplot");
    return plot.draw(folder / "rows");
}

// Twelve rows at equal distances in the sorted order, each shifted upwards.
void drawWaveforms(const std::filesystem::path& folder, const Model& model, const RowSpectra& rows)
{
    const auto k = static_cast<std::size_t>(model.K.rows());
    const auto count = std::min<std::size_t>(12, k);
    Plot plot(900, 760);
    std::vector<std::string> curves;
    std::string labels;
    for (std::size_t example = 0; example < count; ++example)
    {
        const auto row = rows.byCentre[(2 * example + 1) * k / (2 * count)];
        const double scale = 2.2 * std::max(static_cast<double>(model.K.row(row).cwiseAbs().maxCoeff()), 1e-30);
        Plot::Points points;
        for (Eigen::Index j = 0; j < model.K.cols(); ++j)
            points.emplace_back(millisecondsPerSecond * static_cast<double>(j) / model.sampleRate,
                                static_cast<double>(example) + static_cast<double>(model.K(row, j)) / scale);
        curves.push_back(plot.data(points) + " with lines ls " + std::to_string(example % 2 + 1));
        labels += (example == 0 ? "'" : ", '") + std::to_string(std::lround(rows.centre(row))) + " Hz' " +
                  std::to_string(example);
    }
    plot.line("set title " +
              plotText(model.name + ": " + std::to_string(count) + " rows of K, each scaled to its peak"));
    plot.line("unset key\nset xlabel 'time, ms'\nset ylabel 'centre frequency'\nset ytics (" + labels +
              ")\nset yrange [-0.7:" + std::to_string(count) + "-0.3]\nset xrange [0:*]");
    plot.line(plotCommand(curves));
    plot.draw(folder / "waveforms");
}

void drawWeights(const std::filesystem::path& folder, const Model& model, const RowSpectra& rows)
{
    Plot plot(900, 560);
    Plot::Points points;
    for (const auto row : rows.byCentre)
        points.emplace_back(rows.centre(row) / 1000.0, std::max(rows.norm(row), 1e-30));
    plot.line("set title " + plotText(model.name + ": weight of each row of K in the minimised sum of magnitudes"));
    plot.line("unset key\nset xlabel 'centre frequency, kHz'\nset ylabel 'Euclidean norm of the row'");
    plot.line("set yrange [0:*]\nset xrange [0:" + std::to_string(model.sampleRate / 2000.0) + "]");
    plot.line("plot " + plot.data(points) + " with points ls 1");
    plot.draw(folder / "weights");
}

void drawConstantSteps(const std::filesystem::path& folder, const Model& model)
{
    const double norm = spectralNorm(model.K);
    const double tau = model.steps.tau / model.referenceDelta;
    const double product = model.steps.sigma * model.steps.tau * norm * norm;
    Plot::Points tauPoints, productPoints;
    for (int l = 0; l < model.iterations; ++l)
    {
        // The learned steps are those of a frame at level 0.
        double learnedTau = 1.0, learnedShare = 1.0;
        if (model.denseBounds)
        {
            const auto& learned = *model.denseBounds;
            const auto row = std::min(l, learned.iterations() - 1);
            learnedTau = std::exp(static_cast<double>(learned.logTau(row, 0)));
            learnedShare = 1.0 / (1.0 + std::exp(-static_cast<double>(learned.productLogit(row, 0))));
        }
        tauPoints.emplace_back(l, tau * learnedTau);
        productPoints.emplace_back(l, product * learnedShare);
    }
    Plot plot(1000, 460);
    const auto tauData = plot.data(tauPoints), productData = plot.data(productPoints);
    plot.line("set multiplot layout 1,2 title " + plotText(model.name + ": step sizes of the iterations"));
    plot.line("unset key\nset xlabel 'iteration'\nset xrange [-0.5:" + std::to_string(model.iterations) + "-0.5]");
    plot.line("set title 'primal step'\nset ylabel 'τ ‖K‖² / Δ'\nset yrange [0:*]");
    plot.line("plot " + tauData + " using 1:($2*" + std::to_string(norm * norm) + ") with linespoints ls 1");
    plot.line("set title 'product, converges below 1'\nset ylabel 'σ τ ‖K‖²'\nset yrange [0:" +
              std::to_string(std::max(1.05, 1.05 * product)) + "]");
    plot.line("plot " + productData + " with linespoints ls 2, 1 with lines ls 7 dt 2");
    plot.line("unset multiplot");
    plot.draw(folder / "steps");
}
} // namespace

void drawDenseFigures(const std::filesystem::path& folder, const Model& model)
{
    const auto rows = analyseRows(model.K, model.sampleRate);
    if (!drawRows(folder, model, rows))
        return;
    drawWaveforms(folder, model, rows);
    drawWeights(folder, model, rows);
    drawConstantSteps(folder, model);
}

} // namespace dequantizer
