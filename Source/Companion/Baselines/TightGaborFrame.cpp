#include "Companion/Baselines/TightGaborFrame.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace dequantizer
{

struct TightGaborFrame::Buffers
{
    explicit Buffers(int n)
        : samples(n), transformed(n), first(static_cast<std::size_t>(n / 2 + 1)), second(first.size())
    {
    }

    TransformBuffer<float> samples, transformed;
    std::vector<std::complex<float>> first, second;
};

TightGaborFrame::TightGaborFrame(const std::vector<float>& shape, int samplesApart)
    : window(shape.size()), hop(samplesApart), fourier(static_cast<int>(shape.size()))
{
    const auto n = shape.size();
    const auto step = static_cast<std::size_t>(hop);
    assert(n % 2 == 0 && hop >= 1 && n % step == 0);
    for (std::size_t i = 0; i < n; ++i)
    {
        double sum = 0.0;
        for (std::size_t j = i % step; j < n; j += step)
            sum += static_cast<double>(shape[j]) * shape[j];
        window[i] = static_cast<float>(shape[i] / std::sqrt(sum * static_cast<double>(n)));
    }
}

std::size_t TightGaborFrame::frames(std::size_t samples) const noexcept
{
    const auto step = static_cast<std::size_t>(hop);
    return (samples + step - 1) / step + window.size() / step - 1;
}

// Computes two real frames with one complex transform. Frame m begins at m hop - (n - hop).
void TightGaborFrame::addPair(std::span<const float> signal, std::size_t frame, std::size_t count, Buffers& buffers,
                              const std::function<void(std::size_t, Spectrum)>& change, std::vector<float>& sum) const
{
    const auto n = static_cast<std::ptrdiff_t>(window.size());
    const auto length = static_cast<std::ptrdiff_t>(signal.size());
    const auto start = (static_cast<std::ptrdiff_t>(frame) + 1) * hop - n;
    const auto sampleAt = [&](std::ptrdiff_t at)
    { return at >= 0 && at < length ? signal[static_cast<std::size_t>(at)] : 0.0f; };
    auto* const samples = buffers.samples.data();
    auto* const transformed = buffers.transformed.data();
    for (std::ptrdiff_t i = 0; i < n; ++i)
    {
        const float w = window[static_cast<std::size_t>(i)];
        samples[i] = {w * sampleAt(start + i), count == 2 ? w * sampleAt(start + hop + i) : 0.0f};
    }
    fourier.forward(samples, transformed);

    constexpr std::complex<float> unit(0.0f, 1.0f);
    for (std::ptrdiff_t k = 0; k <= n / 2; ++k)
    {
        const auto mirrored = std::conj(transformed[k == 0 ? 0 : n - k]);
        buffers.first[static_cast<std::size_t>(k)] = 0.5f * (transformed[k] + mirrored);
        buffers.second[static_cast<std::size_t>(k)] = -0.5f * unit * (transformed[k] - mirrored);
    }
    change(frame, buffers.first);
    if (count == 2)
        change(frame + 1, buffers.second);
    else
        std::fill(buffers.second.begin(), buffers.second.end(), std::complex<float>());
    for (std::ptrdiff_t k = 0; k <= n / 2; ++k)
    {
        const auto first = buffers.first[static_cast<std::size_t>(k)];
        const auto second = buffers.second[static_cast<std::size_t>(k)];
        if (k > 0)
            transformed[n - k] = std::conj(first) + unit * std::conj(second);
        if (k < n / 2)
            transformed[k] = first + unit * second;
    }
    // The coefficient at half the sample rate is its own conjugate, so it is real.
    transformed[n / 2] = {buffers.first.back().real(), buffers.second.back().real()};
    fourier.backward(transformed, samples);

    for (std::ptrdiff_t i = 0; i < n; ++i)
    {
        const float w = window[static_cast<std::size_t>(i)];
        if (const auto at = start + i; at >= 0 && at < length)
            sum[static_cast<std::size_t>(at)] += w * samples[i].real();
        if (const auto at = start + hop + i; count == 2 && at >= 0 && at < length)
            sum[static_cast<std::size_t>(at)] += w * samples[i].imag();
    }
}

std::vector<float> TightGaborFrame::transform(std::span<const float> signal,
                                              const std::function<void(std::size_t, Spectrum)>& change) const
{
    std::vector<float> sum(signal.size(), 0.0f);
    Buffers buffers(frameLength());
    const std::size_t all = frames(signal.size());
    for (std::size_t frame = 0; frame < all; frame += 2)
        addPair(signal, frame, std::min<std::size_t>(2, all - frame), buffers, change, sum);
    return sum;
}

} // namespace dequantizer
