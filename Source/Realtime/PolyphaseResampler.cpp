#include "Realtime/PolyphaseResampler.h"

#include "Algorithm/Matrix.h"
#include "Signal/KaiserSinc.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>

namespace dequantizer
{

namespace
{
// The cutoff of the sinc, as a fraction of the band of the input.
double bandwidth(RateRatio ratio, const LowPass& lowPass) noexcept
{
    return lowPass.cutoff * std::min(1.0, static_cast<double>(ratio.second) / ratio.first);
}

std::int64_t floorOfQuotient(std::int64_t dividend, std::int64_t divisor) noexcept
{
    const auto quotient = dividend / divisor;
    return quotient * divisor > dividend ? quotient - 1 : quotient;
}

// The position of an output among the inputs, in whole samples.
std::int64_t placeOf(int output, RateRatio ratio) noexcept
{
    return floorOfQuotient(static_cast<std::int64_t>(output) * ratio.first, ratio.second);
}

int phaseOf(int output, RateRatio ratio) noexcept
{
    return static_cast<int>(static_cast<std::int64_t>(output) * ratio.first - placeOf(output, ratio) * ratio.second);
}

// Scaled so that a constant stays exactly the same at every phase.
std::vector<float> filterBank(RateRatio ratio, const LowPass& lowPass, int halfLength)
{
    const double width = bandwidth(ratio, lowPass);
    std::vector<float> bank;
    bank.reserve(static_cast<std::size_t>(ratio.second) * 2 * static_cast<std::size_t>(halfLength));
    std::vector<double> weights(2 * static_cast<std::size_t>(halfLength));
    for (int phase = 0; phase < ratio.second; ++phase)
    {
        const double place = halfLength - 1 + static_cast<double>(phase) / ratio.second;
        double sum = 0.0;
        for (std::size_t i = 0; i < weights.size(); ++i)
        {
            weights[i] = kaiserSinc(width * (static_cast<double>(i) - place), lowPass.crossings, lowPass.beta);
            sum += weights[i];
        }
        for (const double weight : weights)
            bank.push_back(static_cast<float>(weight / sum));
    }
    return bank;
}
} // namespace

int PolyphaseResampler::reach(RateRatio ratio, const LowPass& lowPass) noexcept
{
    return static_cast<int>(std::ceil(lowPass.crossings / bandwidth(ratio, lowPass)));
}

PolyphaseResampler::PolyphaseResampler(RateRatio ratioOfRates, const LowPass& lowPass, const Layout& layout)
    : ratio(ratioOfRates), halfLength(reach(ratio, lowPass)),
      silenceBefore(static_cast<int>(layout.firstInput - (placeOf(layout.firstOutput, ratio) - halfLength + 1))),
      firstPhase(phaseOf(layout.firstOutput, ratio)), taps(filterBank(ratio, lowPass, halfLength))
{
    assert(silenceBefore >= 0);
    const auto length = static_cast<std::size_t>(std::max(silenceBefore, 2 * halfLength) + layout.longestStore);
    stored.assign(static_cast<std::size_t>(layout.channels), std::vector<float>(length));
    reset();
}

void PolyphaseResampler::reset() noexcept
{
    for (auto& channel : stored)
        std::fill(channel.begin(), channel.end(), 0.0f);
    filled = silenceBefore;
    position = 0;
    phase = firstPhase;
}

void PolyphaseResampler::push(const float* const* input, int samples) noexcept
{
    discardUsed();
    assert(filled + samples <= static_cast<int>(stored.front().size()));
    for (std::size_t channel = 0; channel < stored.size(); ++channel)
        std::copy_n(input[channel], samples, stored[channel].begin() + filled);
    filled += samples;
}

void PolyphaseResampler::discardUsed() noexcept
{
    const int used = std::min(position, filled);
    for (auto& channel : stored)
        std::copy(channel.begin() + used, channel.begin() + filled, channel.begin());
    filled -= used;
    position -= used;
}

int PolyphaseResampler::available() const noexcept
{
    // Output number k from here starts at `position` + floor((phase + k P) / Q).
    const int room = filled - 2 * halfLength - position;
    if (room < 0)
        return 0;
    return static_cast<int>(((static_cast<std::int64_t>(room) + 1) * ratio.second - 1 - phase) / ratio.first + 1);
}

void PolyphaseResampler::pull(float* const* output, int samples) noexcept
{
    assert(samples <= available());
    const auto length = static_cast<Eigen::Index>(2 * halfLength);
    for (int i = 0; i < samples; ++i)
    {
        const Eigen::Map<const Vector<float>> weights(taps.data() + phase * length, length);
        for (std::size_t channel = 0; channel < stored.size(); ++channel)
            output[channel][i] =
                weights.dot(Eigen::Map<const Vector<float>>(stored[channel].data() + position, length));
        phase += ratio.first;
        position += phase / ratio.second;
        phase %= ratio.second;
    }
}

} // namespace dequantizer
