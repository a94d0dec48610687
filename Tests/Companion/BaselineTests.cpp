#include "Catch.h"
#include "Companion/Baselines/Baseline.h"
#include "Companion/Baselines/GaborBaseline.h"
#include "Companion/Baselines/TightGaborFrame.h"
#include "Companion/Baselines/WienerBaseline.h"
#include "Signal/Metrics.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>

using namespace dequantizer;

namespace
{
using Samples = std::vector<float>;

Samples noise(std::size_t length, unsigned seed)
{
    std::mt19937 generator(seed);
    Samples samples(length);
    for (float& sample : samples)
        sample = static_cast<float>(generator()) / 2147483648.0f - 1.0f;
    return samples;
}

Samples sines(double sampleRate, std::size_t length)
{
    Samples samples(length, 0.0f);
    for (const double frequency : {220.0, 331.0, 497.0, 1213.0, 2222.0})
        for (std::size_t i = 0; i < length; ++i)
            samples[i] += static_cast<float>(
                0.19 * std::sin(2.0 * std::numbers::pi * frequency / sampleRate * static_cast<double>(i) + frequency));
    return samples;
}

Samples quantised(Samples samples, const Quantiser& quantiser)
{
    for (float& sample : samples)
        sample = quantiser.quantise(sample);
    return samples;
}

void checkCells(const Samples& input, const Samples& result, const Quantiser& quantiser)
{
    REQUIRE(result.size() == input.size());
    bool isInside = true;
    for (std::size_t i = 0; i < input.size(); ++i)
    {
        const auto cell = quantiser.cell(input[i]);
        isInside = isInside && cell.lower <= result[i] && result[i] <= cell.upper;
    }
    CHECK(isInside);
}
} // namespace

TEST_CASE("A tight Gabor frame gives back the signal and keeps its energy", "[companion][baseline]")
{
    for (const int n : {8, 30, 512})
        for (const std::size_t length : {1U, 5U, 100U, 1536U})
        {
            const int hop = n / 2;
            const TightGaborFrame frame(Samples(static_cast<std::size_t>(n), 1.0f), hop);
            const auto signal = noise(length, 1);
            double sum = 0.0;
            std::size_t frames = 0;
            const auto same = frame.transform(signal,
                                              [&](std::size_t m, TightGaborFrame::Spectrum spectrum)
                                              {
                                                  CHECK(m == frames++);
                                                  for (std::size_t k = 0; k < spectrum.size(); ++k)
                                                  {
                                                      const bool isReal = k == 0 || k + 1 == spectrum.size();
                                                      sum += (isReal ? 1.0 : 2.0) * std::norm(spectrum[k]);
                                                  }
                                              });
            CAPTURE(n, length);
            CHECK(frames == frame.frames(length));
            CHECK(sum == Approx(energy(signal)));
            REQUIRE(same.size() == length);
            CHECK(squaredError(signal, same) < 1e-10 * energy(signal));
        }
}

TEST_CASE("The transform of a tight Gabor frame is linear in each frame's spectrum", "[companion][baseline]")
{
    // A factor for each coefficient is a symmetric operator: <A^T D A x, y> = <x, A^T D A y>.
    std::vector<float> window;
    for (int i = 0; i < 64; ++i)
        window.push_back(std::sin(std::numbers::pi_v<float> * (static_cast<float>(i) + 0.5f) / 64.0f));
    const TightGaborFrame frame(window, 16);
    const auto weighted = [&](const Samples& signal)
    {
        return frame.transform(signal,
                               [](std::size_t m, TightGaborFrame::Spectrum spectrum)
                               {
                                   for (std::size_t k = 0; k < spectrum.size(); ++k)
                                       spectrum[k] *= static_cast<float>((m + 2 * k) % 5);
                               });
    };
    const auto x = noise(333, 1);
    const auto y = noise(333, 2);
    const auto product = [](const Samples& a, const Samples& b)
    {
        double sum = 0.0;
        for (std::size_t i = 0; i < a.size(); ++i)
            sum += static_cast<double>(a[i]) * b[i];
        return sum;
    };
    CHECK(product(weighted(x), y) == Approx(product(x, weighted(y))).margin(1e-3));
    CHECK(product(weighted(x), x) > 0.0);
}

TEST_CASE("The baselines improve a sum of sines at 6 bit and keep the cells", "[companion][baseline]")
{
    const auto quantiser = Quantiser::midRise(deltaForBits(6));
    for (const double rate : {8000.0, 16000.0, 44100.0})
    {
        const auto clean = sines(rate, static_cast<std::size_t>(2.0 * rate));
        const auto input = quantised(clean, quantiser);
        CAPTURE(rate);
        const auto gabor = gaborBaseline(input, rate, quantiser, 100);
        checkCells(input, gabor, quantiser);
        // At a higher rate, more of the error lies between the sines.
        CHECK(snrDb(clean, gabor) > snrDb(clean, input) + (rate < 10000.0 ? 8.0 : 10.0));
        const auto wiener = wienerBaseline(input, rate, quantiser);
        checkCells(input, wiener, quantiser);
        CHECK(snrDb(clean, wiener) > snrDb(clean, input) + 4.0);
    }
}

TEST_CASE("More iterations bring a sparser spectrum", "[companion][baseline]")
{
    const auto quantiser = Quantiser::midRise(deltaForBits(5));
    const auto input = quantised(sines(8000.0, 6000), quantiser);
    CHECK(gaborBaseline(input, 8000.0, quantiser, 0) == input);

    // The frame of the baseline: a Hann window of 8192 samples at 44.1 kHz, here the nearest fast length.
    std::vector<float> window;
    for (int i = 0; i < 1440; ++i)
        window.push_back(0.5f -
                         0.5f * std::cos(2.0f * std::numbers::pi_v<float> * (static_cast<float>(i) + 0.5f) / 1440));
    const TightGaborFrame frame(window, 1440 / 4);
    const auto sparsity = [&](int iterations)
    {
        double sum = 0.0;
        (void)frame.transform(gaborBaseline(input, 8000.0, quantiser, iterations),
                              [&](std::size_t, TightGaborFrame::Spectrum spectrum)
                              {
                                  for (const auto& coefficient : spectrum)
                                      sum += std::abs(coefficient);
                              });
        return sum;
    };
    const double before = sparsity(0);
    const double soon = sparsity(10);
    const double late = sparsity(100);
    CAPTURE(before, soon, late, sparsity(1000));
    CHECK(soon < before);
    CHECK(late < soon);
    CHECK(sparsity(1000) == Approx(late).epsilon(0.02)); // converged
}

TEST_CASE("The oracle stops at the iteration that is closest to the clean sound", "[companion][baseline]")
{
    // Noise, for which every iteration makes it worse from some point on.
    const auto quantiser = Quantiser::midRise(deltaForBits(5));
    auto clean = sines(8000.0, 6000);
    const auto hiss = noise(clean.size(), 7);
    for (std::size_t i = 0; i < clean.size(); ++i)
        clean[i] += 0.03f * hiss[i];
    const auto input = quantised(clean, quantiser);
    constexpr int iterations = 60;
    double best = snrDb(clean, input), last = 0.0;
    for (int stop = 1; stop <= iterations; ++stop)
    {
        last = snrDb(clean, gaborBaseline(input, 8000.0, quantiser, stop));
        best = std::max(best, last);
    }
    REQUIRE(best > last + 0.05);
    const auto stopped = makeBaseline("gabor", {.iterations = iterations, .oracle = true});
    CHECK(snrDb(clean, stopped.restore(input, 8000.0, quantiser, clean)) == Approx(best).epsilon(1e-9));
    const auto fixed = makeBaseline("gabor", {.iterations = iterations});
    CHECK(snrDb(clean, fixed.restore(input, 8000.0, quantiser, clean)) == Approx(last).epsilon(1e-9));
}

TEST_CASE("The baselines keep the cells of any sound", "[companion][baseline]")
{
    for (const auto& name : baselineNames())
    {
        const auto baseline = makeBaseline(name, {.iterations = 5});
        CHECK(baseline.name == name);
        for (const std::size_t length : {0U, 1U, 7U, 3000U})
            for (const auto& quantiser : {Quantiser::midRise(0.25), Quantiser::truncating(0.03), Quantiser::muLaw()})
            {
                CAPTURE(name, length);
                const auto input = quantised(noise(length, 4), quantiser);
                checkCells(input, baseline.restore(input, 11025.0, quantiser, input), quantiser);
            }
        const auto quantiser = Quantiser::midTread(0.25);
        const Samples silence(3000, 0.0f);
        CHECK(baseline.restore(silence, 16000.0, quantiser, silence) == silence);
    }
}
