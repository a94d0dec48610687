#pragma once

#include <juce_core/juce_core.h>

#include <array>
#include <cmath>

namespace dequantizer
{

/// The logarithmic frequencies of a picture, from `lowest` to half of the sample rate.
struct FrequencyAxis
{
    /// Hz.
    static constexpr double lowest = 50.0;

    /// Where lines or numbers help, in Hz; those above half of the sample rate are outside the picture.
    static constexpr std::array<double, 9> marked{50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10000.0, 20000.0};

    double sampleRate = 48000.0; ///< Hz, > 2 lowest

    [[nodiscard]] double highest() const noexcept { return 0.5 * sampleRate; }

    /// 0 for the lowest, 1 for the highest frequency; `frequency` > 0 in Hz.
    [[nodiscard]] double shareOf(double frequency) const noexcept
    {
        return std::log(frequency / lowest) / std::log(highest() / lowest);
    }

    /// The inverse of shareOf(), in Hz.
    [[nodiscard]] double frequencyAt(double share) const noexcept
    {
        return lowest * std::exp(share * std::log(highest() / lowest));
    }

    /// "500", "2k".
    [[nodiscard]] static juce::String text(double frequency)
    {
        return frequency < 1000.0 ? juce::String(frequency, 0) : juce::String(frequency / 1000.0, 0) + "k";
    }
};

} // namespace dequantizer
