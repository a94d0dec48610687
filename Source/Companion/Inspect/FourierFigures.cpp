#include "Companion/Inspect/BoundResponse.h"
#include "Companion/Inspect/ModelFigures.h"
#include "Companion/Plot.h"
#include "Operator/ComplexTransform.h"
#include "Operator/WindowedFourier.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace dequantizer
{

namespace
{
std::string hertzText(double frequency)
{
    return frequency < 1000.0 ? std::to_string(std::lround(frequency)) + " Hz"
                              : std::to_string(std::lround(frequency / 1000.0)) + " kHz";
}

// The magnitude of the window's spectrum in dB relative to its peak, as a function of the distance in Hz.
Plot::Points windowSpectrum(const Vector<double>& window, double sampleRate)
{
    constexpr int interpolation = 16, shown = 5 * interpolation; // up to five times the resolution of a frame
    const auto n = static_cast<int>(window.size());
    const ComplexTransform<double> transform(interpolation * n);
    TransformBuffer<double> padded(interpolation * n), spectrum(interpolation * n);
    for (int j = 0; j < n; ++j)
        padded.data()[j] = window(j);
    transform.forward(padded.data(), spectrum.data());
    Plot::Points points;
    for (int bin = -shown; bin <= shown; ++bin)
        points.emplace_back(bin * sampleRate / (interpolation * n),
                            20.0 * std::log10(std::max(1e-9, std::abs(spectrum.data()[std::abs(bin)]) / window.sum())));
    return points;
}

bool drawWindow(const std::filesystem::path& folder, const Model& model)
{
    constexpr double millisecondsPerSecond = 1000.0;
    const Vector<double> window = sineWindow<double>(model.frameLength());
    Plot::Points shape;
    for (Eigen::Index j = 0; j < window.size(); ++j)
        shape.emplace_back(millisecondsPerSecond * static_cast<double>(j) / model.sampleRate, window(j));
    Plot plot(1000, 460);
    const auto spectrum = windowSpectrum(window, model.sampleRate);
    const auto shapeData = plot.data(shape), spectrumData = plot.data(spectrum);
    plot.line("set multiplot layout 1,2 title " +
              plotText(model.name + ": window of " + std::to_string(model.frameLength()) + " samples"));
    plot.line("unset key\nset title 'shape'\nset xlabel 'time, ms'\nset ylabel 'h'\nset xrange [0:" +
              std::to_string(shape.back().first) + "]\nset yrange [0:1.05]");
    plot.line("plot " + shapeData + " with lines ls 1");
    plot.line("set title 'response to a sinusoid'\nset xlabel 'distance in frequency, Hz'\nset ylabel 'dB'\n"
              "set xrange [" +
              std::to_string(spectrum.front().first) + ":" + std::to_string(spectrum.back().first) +
              "]\nset yrange [-60:3]");
    plot.line("plot " + spectrumData + " with lines ls 1");
    plot.line("unset multiplot");
    return plot.draw(folder / "window");
}

void drawBounds(const std::filesystem::path& folder, const Model& model, std::size_t update)
{
    const BoundResponse response(model);
    const std::vector<double> frequencies{100.0, 500.0, 2000.0, 8000.0};
    std::vector<double> levels;
    for (double level = -10.0; level <= 60.0; level += 2.5)
        levels.push_back(level);

    const int iteration = model.fourier->parameters.updateIterations[update];
    Plot plot(1100, 560);
    std::vector<std::string> panels;
    double least = 1.0, greatest = 1.0;
    for (const auto neighbourhood : {Neighbourhood::noise, Neighbourhood::tone})
    {
        std::vector<std::string> curves;
        Plot::Points handMade;
        for (const double frequency : frequencies)
        {
            if (frequency >= 0.45 * model.sampleRate)
                continue;
            Plot::Points points;
            handMade.clear();
            for (const auto& point : response.curve(update, frequency, neighbourhood, levels))
            {
                points.emplace_back(point.level, point.bound);
                handMade.emplace_back(point.level, point.handMade);
                least = std::min({least, point.bound, point.handMade});
                greatest = std::max({greatest, point.bound, point.handMade});
            }
            curves.push_back(plot.data(points) + " with lines ls " + std::to_string(curves.size() + 1) + " title " +
                             plotText(hertzText(frequency)));
        }
        curves.push_back(plot.data(handMade) + " with lines ls 7 dt 2 title 'before training'");
        panels.push_back(plotCommand(curves));
    }
    plot.line("set multiplot layout 1,2 title " +
              plotText(model.name + ": bounds from the update before iteration " + std::to_string(iteration) +
                       " (of 0 to " + std::to_string(model.iterations - 1) + ")"));
    plot.line("set logscale y\nset format y '10^{%T}'\nset key left bottom\nset xrange [-10:60]\nset yrange [" +
              std::to_string(0.7 * least) + ":" + std::to_string(1.5 * greatest) + "]");
    plot.line("set xlabel 'level, dB relative to the quantisation noise'\nset ylabel 'bound b'");
    plot.line("set title 'in white noise'\n" + panels[0]);
    plot.line("set title 'at a sinusoid in quantisation noise'\n" + panels[1]);
    plot.line("unset multiplot");
    plot.draw(folder / ("bounds-" + std::to_string(iteration)));
}

void drawLearnedSteps(const std::filesystem::path& folder, const Model& model)
{
    Plot plot(1100, 520);
    std::vector<std::string> tauCurves, productCurves;
    for (const double level : stepLevels)
    {
        Plot::Points tau, product;
        const auto steps = stepsAtLevel(model, level);
        for (std::size_t l = 0; l < steps.size(); ++l)
        {
            tau.emplace_back(l, steps[l].tau);
            product.emplace_back(l, steps[l].sigmaTau);
        }
        const auto style = " with linespoints ls " + std::to_string(tauCurves.size() + 1) + " title '" +
                           std::to_string(std::lround(level)) + " dB'";
        tauCurves.push_back(plot.data(tau) + style);
        productCurves.push_back(plot.data(product) + style);
    }
    plot.line("set multiplot layout 1,2 title " +
              plotText(model.name + ": step sizes in pink noise of five levels, relative to the quantisation noise"));
    plot.line("set xlabel 'iteration'\nset xrange [-0.5:" + std::to_string(model.iterations) + "-0.5]");
    plot.line("set title 'primal step'\nset ylabel 'τ / Δ'\nset logscale y\nset format y '%g'\nset key outside bottom "
              "center horizontal");
    plot.line(plotCommand(tauCurves));
    plot.line("unset logscale y\nset title 'product, converges below 1'\nset ylabel 'σ τ ‖K‖²'\nset yrange [0:1.05]");
    plot.line(plotCommand(productCurves) + ", 1 with lines ls 7 dt 2 notitle");
    plot.line("unset multiplot");
    plot.draw(folder / "steps");
}
} // namespace

void drawFourierFigures(const std::filesystem::path& folder, const Model& model)
{
    if (!drawWindow(folder, model))
        return;
    for (std::size_t update = 0; update < model.fourier->parameters.updates.size(); ++update)
        drawBounds(folder, model, update);
    drawLearnedSteps(folder, model);
}

} // namespace dequantizer
