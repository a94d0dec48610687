#include "Companion/Baselines/WienerBaseline.h"

#include "Companion/Baselines/TightGaborFrame.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dequantizer
{

namespace
{
constexpr double wienerFrameSeconds = 0.032;
constexpr float memory = 0.98f; // alpha of the paper
constexpr float lowestSnr = 0.00316f;

std::vector<float> sineWindowOf(int n)
{
    std::vector<float> window;
    for (int i = 0; i < n; ++i)
        window.push_back(static_cast<float>(std::sin(std::numbers::pi * (i + 0.5) / n)));
    return window;
}
} // namespace

std::vector<float> wienerBaseline(std::span<const float> quantised, double sampleRate, const Quantiser& quantiser)
{
    const int n = std::max(4, 4 * static_cast<int>(std::lround(wienerFrameSeconds * sampleRate / 4.0)));
    const int hop = n / 2;
    const TightGaborFrame frame(sineWindowOf(n), hop);
    // White noise has this power in each coefficient, because the squares of the window add up to the hop.
    const double delta = quantiser.delta();
    const auto noise = static_cast<float>(delta * delta / 12.0 * hop / n);

    std::vector<float> previous(static_cast<std::size_t>(n / 2 + 1), 0.0f); // |result|^2 / noise
    const auto filter = [&](std::size_t, TightGaborFrame::Spectrum spectrum)
    {
        for (std::size_t k = 0; k < spectrum.size(); ++k)
        {
            const float posterior = std::norm(spectrum[k]) / noise;
            const float prior =
                std::max(memory * previous[k] + (1.0f - memory) * std::max(posterior - 1.0f, 0.0f), lowestSnr);
            const float gain = prior / (1.0f + prior);
            previous[k] = gain * gain * posterior;
            spectrum[k] *= gain;
        }
    };
    auto result = frame.transform(quantised, filter);
    for (std::size_t i = 0; i < result.size(); ++i)
    {
        const auto cell = quantiser.cell(quantised[i]);
        result[i] = std::clamp(result[i], cell.lower, cell.upper);
    }
    return result;
}

} // namespace dequantizer
