#include "Plugin/Editor/SpectrumAnalysis.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dequantizer
{

namespace
{
constexpr double averagingSeconds = 0.25; // the time constant
constexpr double leastPower = 1e-20;
} // namespace

SpectrumAnalysis::SpectrumAnalysis() : window(frameLength), ofInput(bins), ofRestored(bins), ofRemoved(bins)
{
    // A Hann window, scaled so that a sine at full scale has the amplitude 1.
    for (int i = 0; i < frameLength; ++i)
        window[static_cast<std::size_t>(i)] =
            2.0 * (1.0 - std::cos(2.0 * std::numbers::pi * i / frameLength)) / frameLength;
}

void SpectrumAnalysis::add(std::span<const ScopeSample> frame, double seconds)
{
    // The transforms of two real signals are those of the real and the imaginary part of a complex one.
    for (std::size_t i = 0; i < frame.size(); ++i)
    {
        const auto finite = [](float sample) { return std::isfinite(sample) ? static_cast<double>(sample) : 0.0; };
        windowed.data()[i] = window[i] * std::complex(finite(frame[i].input), finite(frame[i].restored));
    }
    transform.forward(windowed.data(), spectrum.data());

    const double newest = isEmpty ? 1.0 : 1.0 - std::exp(-seconds / averagingSeconds);
    for (std::size_t bin = 0; bin < bins; ++bin)
    {
        const auto value = spectrum.data()[bin];
        const auto mirrored = std::conj(spectrum.data()[bin == 0 ? 0 : frameLength - bin]);
        const auto input = 0.5 * (value + mirrored);
        const auto restored = std::complex(0.0, -0.5) * (value - mirrored);
        const auto average = [&](std::vector<double>& powers, const std::complex<double>& latest)
        { powers[bin] += newest * (std::norm(latest) - powers[bin]); };
        average(ofInput, input);
        average(ofRestored, restored);
        average(ofRemoved, restored - input);
    }
    isEmpty = false;
}

float decibelsBetween(std::span<const double> power, double from, double to, double sampleRate)
{
    const auto last = static_cast<double>(power.size() - 1);
    const double binsPerHertz = 2.0 * last / sampleRate;
    const auto at = [&](double position)
    {
        const auto bin = static_cast<std::size_t>(std::min(position, last));
        const auto next = std::min(bin + 1, power.size() - 1);
        return std::lerp(power[bin], power[next], std::min(position, last) - static_cast<double>(bin));
    };
    double greatest = std::max(at(from * binsPerHertz), at(to * binsPerHertz));
    for (auto bin = std::ceil(from * binsPerHertz); bin <= std::min(to * binsPerHertz, last); ++bin)
        greatest = std::max(greatest, power[static_cast<std::size_t>(bin)]);
    return static_cast<float>(10.0 * std::log10(std::max(greatest, leastPower)));
}

} // namespace dequantizer
