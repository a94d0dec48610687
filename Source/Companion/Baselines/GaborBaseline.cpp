#include "Companion/Baselines/GaborBaseline.h"

#include "Companion/Baselines/TightGaborFrame.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace dequantizer
{

namespace
{
constexpr double frameSeconds = 8192.0 / 44100.0;
constexpr int framesAtOnce = 4;
constexpr double tauPerDelta = 0.01;

// The nearest multiple of 8 with no prime factors other than 2, 3 and 5.
int frameLengthAt(double sampleRate)
{
    const auto isFast = [](int n)
    {
        for (const int factor : {2, 3, 5})
            while (n % factor == 0)
                n /= factor;
        return n == 1;
    };
    const int wanted = std::max(1, static_cast<int>(std::lround(frameSeconds * sampleRate / 8.0)));
    for (int away = 0;; ++away)
        for (const int n : {wanted - away, wanted + away})
            if (n >= 1 && isFast(n))
                return 8 * n;
}

std::vector<float> hannWindow(int n)
{
    std::vector<float> window;
    for (int i = 0; i < n; ++i)
        window.push_back(static_cast<float>(0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * (i + 0.5) / n)));
    return window;
}

// Keeps the signal with the least squared error.
class Oracle
{
public:
    explicit Oracle(std::span<const float> cleanSignal) : clean(cleanSignal) {}

    void offer(const std::vector<float>& signal)
    {
        double error = 0.0;
        for (std::size_t i = 0; i < signal.size(); ++i)
            error += std::pow(static_cast<double>(signal[i]) - static_cast<double>(clean[i]), 2.0);
        if (error >= least)
            return;
        least = error;
        best = signal;
    }

    std::vector<float> best;

private:
    std::span<const float> clean;
    double least = std::numeric_limits<double>::infinity();
};
} // namespace

std::vector<float> gaborBaseline(std::span<const float> quantised, double sampleRate, const Quantiser& quantiser,
                                 int iterations, std::span<const float> clean)
{
    const int n = frameLengthAt(sampleRate);
    const TightGaborFrame frame(hannWindow(n), n / framesAtOnce);
    const auto tau = static_cast<float>(tauPerDelta * quantiser.delta());
    const float sigma = 1.0f / tau;

    const auto bins = static_cast<std::size_t>(n / 2 + 1);
    std::vector<std::complex<float>> dual(frame.frames(quantised.size()) * bins);
    const auto dualStep = [&](std::size_t m, TightGaborFrame::Spectrum spectrum)
    {
        auto* const psi = dual.data() + m * bins;
        for (std::size_t k = 0; k < bins; ++k)
        {
            psi[k] += sigma * spectrum[k];
            const float squared = std::norm(psi[k]);
            if (squared > 1.0f)
                psi[k] /= std::sqrt(squared);
            spectrum[k] = psi[k];
        }
    };

    std::vector<float> y(quantised.begin(), quantised.end());
    for (std::size_t i = 0; i < y.size(); ++i)
        y[i] = quantiser.cell(quantised[i]).centre;
    auto extrapolated = y;
    Oracle oracle(clean);
    if (!clean.empty())
        oracle.offer(y);
    for (int iteration = 0; iteration < iterations; ++iteration)
    {
        const auto gradient = frame.transform(extrapolated, dualStep);
        for (std::size_t i = 0; i < y.size(); ++i)
        {
            const auto cell = quantiser.cell(quantised[i]);
            const float next = std::clamp(y[i] - tau * gradient[i], cell.lower, cell.upper);
            extrapolated[i] = 2.0f * next - y[i];
            y[i] = next;
        }
        if (!clean.empty())
            oracle.offer(y);
    }
    return clean.empty() ? y : oracle.best;
}

} // namespace dequantizer
