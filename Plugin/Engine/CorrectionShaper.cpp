#include "Plugin/Engine/CorrectionShaper.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dequantizer
{

namespace
{
// Of the trapezoidal one-pole lowpass with the cutoff frequency `hertz`.
float coefficientFor(float hertz, double sampleRate) noexcept
{
    const double cutoff = std::clamp(static_cast<double>(hertz), 1.0, 0.45 * sampleRate);
    const double g = std::tan(std::numbers::pi * cutoff / sampleRate);
    return static_cast<float>(g / (1.0 + g));
}

float lowpass(float& state, float coefficient, float input) noexcept
{
    const float change = coefficient * (input - state);
    const float output = state + change;
    state = output + change;
    return output;
}
} // namespace

void CorrectionShaper::prepare(std::size_t channels, double sampleRate, int rampSamples)
{
    rate = sampleRate;
    filters.assign(channels, {});
    corrections.assign(channels, 0.0f);
    for (auto& ramp : bands)
        ramp.setDuration(rampSamples);
    for (auto* ramp : {&first, &second, &crossed})
        ramp->setDuration(rampSamples);
    reset({});
}

template <typename Set>
void CorrectionShaper::setTargets(const CorrectionShares& shares, const Set& set) noexcept
{
    coefficients[0] = coefficientFor(shares.splits[0], rate);
    coefficients[1] = std::max(coefficients[0], coefficientFor(shares.splits[1], rate));
    for (std::size_t band = 0; band < bands.size(); ++band)
        set(bands[band], shares.bands[band]);

    using Stereo = CorrectionShares::Stereo;
    const bool isLinked = shares.stereo == Stereo::linked || filters.size() < 2;
    const bool isMidSide = !isLinked && shares.stereo == Stereo::midSide;
    const float mean = 0.5f * (shares.first + shares.second);
    set(first, isLinked ? 1.0f : isMidSide ? mean : shares.first);
    set(second, isLinked ? 1.0f : isMidSide ? mean : shares.second);
    set(crossed, isMidSide ? 0.5f * (shares.first - shares.second) : 0.0f);
}

void CorrectionShaper::reset(const CorrectionShares& shares) noexcept
{
    std::ranges::fill(filters, Filters{});
    setTargets(shares, [](GainRamp& ramp, float gain) { ramp.jumpTo(gain); });
}

bool CorrectionShaper::isNeutral() const noexcept
{
    const auto isAt = [](const GainRamp& ramp, float gain) { return ramp.isSettled() && ramp.current() == gain; };
    return std::ranges::all_of(bands, [&](const GainRamp& ramp) { return isAt(ramp, 1.0f); }) && isAt(first, 1.0f) &&
           isAt(second, 1.0f) && isAt(crossed, 0.0f);
}

float CorrectionShaper::weighted(Filters& state, float correction, const std::array<float, 3>& gains) const noexcept
{
    const float low = lowpass(state.low, coefficients[0], correction);
    const float lowAndMid = lowpass(state.lowAndMid, coefficients[1], correction);
    return gains[0] * low + gains[1] * (lowAndMid - low) + gains[2] * (correction - lowAndMid);
}

void CorrectionShaper::process(Rendering& rendering, int samples, const CorrectionShares& shares) noexcept
{
    setTargets(shares, [](GainRamp& ramp, float gain) { ramp.moveTo(gain); });
    for (std::size_t i = 0; i < static_cast<std::size_t>(samples); ++i)
    {
        if (isNeutral())
        {
            std::ranges::fill(filters, Filters{});
            return;
        }
        const std::array<float, 3> gains{bands[0].next(), bands[1].next(), bands[2].next()};
        const float ofFirst = first.next(), ofSecond = second.next(), ofOther = crossed.next();
        for (std::size_t channel = 0; channel < filters.size(); ++channel)
            corrections[channel] =
                weighted(filters[channel], rendering.restored[channel][i] - rendering.delayed[channel][i], gains);
        if (filters.size() >= 2)
        {
            const float one = corrections[0], other = corrections[1];
            corrections[0] = ofFirst * one + ofOther * other;
            corrections[1] = ofSecond * other + ofOther * one;
        }
        for (std::size_t channel = 0; channel < filters.size(); ++channel)
            rendering.restored[channel][i] = rendering.delayed[channel][i] + corrections[channel];
    }
}

} // namespace dequantizer
