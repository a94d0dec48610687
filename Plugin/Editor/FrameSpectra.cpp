#include "Plugin/Editor/FrameSpectra.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dequantizer
{

namespace
{
constexpr double leastPower = 1e-20;
} // namespace

FrameSpectra::FrameSpectra(int length)
    : transform(length), windowed(length), spectrum(length), window(static_cast<std::size_t>(length)),
      ofInput(static_cast<std::size_t>(length / 2 + 1)), ofRestored(ofInput.size()), ofRemoved(ofInput.size())
{
    // A Hann window, scaled so that a sine at full scale has the amplitude 1.
    for (int i = 0; i < length; ++i)
        window[static_cast<std::size_t>(i)] = 2.0 * (1.0 - std::cos(2.0 * std::numbers::pi * i / length)) / length;
}

void FrameSpectra::analyse(std::span<const ScopeSample> frame)
{
    // The transforms of two real signals are those of the real and the imaginary part of a complex one.
    for (std::size_t i = 0; i < frame.size(); ++i)
    {
        const auto finite = [](float sample) { return std::isfinite(sample) ? static_cast<double>(sample) : 0.0; };
        windowed.data()[i] = window[i] * std::complex(finite(frame[i].input), finite(frame[i].restored));
    }
    transform.forward(windowed.data(), spectrum.data());

    for (std::size_t bin = 0; bin < bins(); ++bin)
    {
        const auto value = spectrum.data()[bin];
        const auto mirrored = std::conj(spectrum.data()[bin == 0 ? 0 : window.size() - bin]);
        const auto input = 0.5 * (value + mirrored);
        const auto restored = std::complex(0.0, -0.5) * (value - mirrored);
        ofInput[bin] = std::norm(input);
        ofRestored[bin] = std::norm(restored);
        ofRemoved[bin] = std::norm(restored - input);
    }
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
