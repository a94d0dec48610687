#include "Companion/Inspect/BoundResponse.h"

#include "Operator/FourierBounds.h"
#include "Operator/WindowedFourier.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dequantizer
{

namespace
{
constexpr int framesOfContext = 9; // the current one and the eight before it
constexpr int hopsPerFrame = 4;
constexpr double quantisationVariance = 1.0 / 12.0; // for Delta = 1

double powerOf(double decibels)
{
    return std::pow(10.0, decibels / 10.0);
}

using Signal = std::vector<double>;

Signal whiteNoise(std::size_t samples, double variance, unsigned seed)
{
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal(0.0, std::sqrt(variance));
    Signal noise(samples);
    for (auto& value : noise)
        value = normal(generator);
    return noise;
}

// Sums of first-order low-pass filters an octave and a half apart approximate a spectrum of 1 / f.
Signal pinkNoise(std::size_t samples, double variance, unsigned seed)
{
    constexpr double spacing = 0.35, lowest = 0.0005; // corner frequencies in cycles per sample
    const auto white = whiteNoise(samples, 1.0, seed);
    Signal pink(samples, 0.0);
    for (double corner = 0.5; corner > lowest; corner *= spacing)
    {
        const double pole = std::exp(-2.0 * std::numbers::pi * corner);
        double state = 0.0;
        for (std::size_t i = 0; i < samples; ++i)
        {
            state = pole * state + (1.0 - pole) * white[i];
            pink[i] += state / std::sqrt(corner);
        }
    }
    double power = 0.0;
    for (const double value : pink)
        power += value * value / static_cast<double>(samples);
    for (auto& value : pink)
        value *= std::sqrt(variance / power);
    return pink;
}

Signal sum(Signal one, const Signal& other)
{
    std::transform(one.begin(), one.end(), other.begin(), one.begin(), std::plus<>());
    return one;
}

std::size_t samplesFor(Eigen::Index frameLength)
{
    return static_cast<std::size_t>(frameLength + (framesOfContext - 1) * (frameLength / hopsPerFrame));
}

// K y of consecutive frames.
Matrix<double> analyse(WindowedFourier<double>& K, const Signal& signal)
{
    const auto n = K.frameLength();
    Matrix<double> frames(n, framesOfContext);
    for (Eigen::Index m = 0; m < framesOfContext; ++m)
        for (Eigen::Index j = 0; j < n; ++j)
            frames(j, m) = signal[static_cast<std::size_t>(m * (n / hopsPerFrame) + j)];
    Matrix<double> analysed;
    K.apply(frames, analysed);
    return analysed;
}

// The features and bounds of the last frame.
struct Response
{
    Vector<double> bounds, magnitude;
};

Response respond(const FourierParameters<double>::Update& update, WindowedFourier<double>& K, double sampleRate,
                 const Signal& signal)
{
    SpectralFeatures<double> features;
    const FrameContext context{.first = 1 - framesOfContext, .last = 0, .group = framesOfContext};
    features.compute(analyse(K, signal), Vector<double>::Constant(framesOfContext, K.noisePower()),
                     sampleRate / (2.0 * static_cast<double>(K.frameLength())), context);
    FrameLayer<double> frameLayer;
    LayerBiases<double> biases;
    frameLayer.evaluate(update, features.bands, biases);
    BoundNetwork<double> network;
    Matrix<double> bounds;
    network.evaluate(update, biases, features.rows, features.magnitude, bounds);
    constexpr Eigen::Index last = framesOfContext - 1;
    return {bounds.col(last), features.magnitude.col(last)};
}

// A sinusoid whose power at the row of its frequency has this level, in quantisation noise.
Signal toneSignal(const WindowedFourier<double>& K, Eigen::Index row, double level, unsigned seed)
{
    const auto n = static_cast<double>(K.frameLength());
    // A sinusoid of amplitude a at the frequency of a row gives |u| = a sum(h) / (2 sqrt(2 n)) there.
    const double gain = K.window().sum() / (2.0 * std::sqrt(2.0 * n));
    const double amplitude = std::sqrt(powerOf(level) * K.noisePower()) / gain;
    auto signal = whiteNoise(samplesFor(K.frameLength()), quantisationVariance, seed);
    for (std::size_t i = 0; i < signal.size(); ++i)
        signal[i] += amplitude * std::cos(std::numbers::pi * static_cast<double>(row) * static_cast<double>(i) / n);
    return signal;
}
} // namespace

BoundResponse::BoundResponse(const Model& model)
    : learned(model.fourier->parameters.cast<double>()), sampleRate(model.sampleRate), frameLength(model.frameLength())
{
}

std::vector<BoundPoint> BoundResponse::curve(std::size_t update, double frequency, Neighbourhood neighbourhood,
                                             const std::vector<double>& levels) const
{
    constexpr unsigned realisations = 8;
    constexpr Eigen::Index reach = 8; // the rows in noise that are averaged, on either side of the frequency
    WindowedFourier<double> K(sineWindow<double>(frameLength));
    const bool tonal = neighbourhood == Neighbourhood::tone;
    const Eigen::Index row = std::lround(2.0 * frequency * frameLength / sampleRate);
    const Eigen::Index first = tonal ? row : std::max<Eigen::Index>(row - reach, 1);
    const Eigen::Index end = tonal ? row + 1 : std::min<Eigen::Index>(row + reach + 1, K.rows() - 1);

    std::vector<BoundPoint> points;
    for (const double level : levels)
    {
        double logBound = 0.0, logHandMade = 0.0;
        for (unsigned seed = 1; seed <= realisations; ++seed)
        {
            const auto signal = tonal
                                    ? toneSignal(K, row, level, seed)
                                    : whiteNoise(samplesFor(frameLength), powerOf(level) * quantisationVariance, seed);
            const auto response = respond(learned.updates[update], K, sampleRate, signal);
            for (Eigen::Index i = first; i < end; ++i)
            {
                logBound += std::log(response.bounds(i));
                logHandMade -= std::log(1.0 + response.magnitude(i));
            }
        }
        const double values = realisations * static_cast<double>(end - first);
        points.push_back({level, std::exp(logBound / values), std::exp(logHandMade / values)});
    }
    return points;
}

std::vector<StepPoint> stepsAtLevel(const Model& model, double level)
{
    WindowedFourier<double> K(sineWindow<double>(model.frameLength()));
    FourierBoundsSettings<double> settings;
    settings.hertzPerRow = model.sampleRate / (2.0 * static_cast<double>(K.frameLength()));
    settings.noisePower = K.noisePower();
    settings.rowWeights = K.rowWeights();
    settings.delta = Vector<double>::Ones(framesOfContext);
    settings.context = {.first = 1 - framesOfContext, .last = 0, .group = framesOfContext};
    const auto learned = model.fourier->parameters.cast<double>();
    FourierBounds<double> bounds(learned, settings);
    auto controls = IterationControls<double>::constant(K.rows(), framesOfContext, model.iterations, StepSizes{});
    const auto samples = samplesFor(model.frameLength());
    const auto signal =
        sum(pinkNoise(samples, powerOf(level) * quantisationVariance, 1), whiteNoise(samples, quantisationVariance, 2));
    bounds(0, analyse(K, signal), controls);

    std::vector<StepPoint> steps;
    for (Eigen::Index l = 0; l < model.iterations; ++l)
    {
        const double tau = controls.tau(l, framesOfContext - 1);
        steps.push_back({model.steps.tau * tau,
                         model.steps.sigma * model.steps.tau * tau * controls.sigma(l, framesOfContext - 1)});
    }
    return steps;
}

} // namespace dequantizer
