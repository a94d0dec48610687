#include "Signal/AuditoryMeasure.h"

#include "Catch.h"
#include "Signal/Metrics.h"

#include <cmath>
#include <numbers>
#include <random>

using namespace dequantizer;

namespace
{
using Samples = std::vector<float>;

constexpr double rates[] = {8000.0, 11025.0, 16000.0, 44100.0, 48000.0, 96000.0};

Samples sine(double sampleRate, double frequency, double amplitude, double seconds = 1.0)
{
    Samples samples(static_cast<std::size_t>(seconds * sampleRate));
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = static_cast<float>(
            amplitude * std::sin(2.0 * std::numbers::pi * frequency / sampleRate * static_cast<double>(i)));
    return samples;
}

Samples noise(std::size_t length, unsigned seed)
{
    std::mt19937 generator(seed);
    Samples samples(length);
    for (float& sample : samples)
        sample = static_cast<float>(generator()) / 2147483648.0f - 1.0f;
    return samples;
}

Samples lowPassed(Samples samples)
{
    float state = 0.0f;
    for (float& sample : samples)
        sample = state = 0.95f * state + 0.05f * sample;
    return samples;
}

Samples sum(const Samples& a, const Samples& b, double factor = 1.0)
{
    auto result = a;
    for (std::size_t i = 0; i < a.size(); ++i)
        result[i] += static_cast<float>(factor) * b[i];
    return result;
}

double nmr(double sampleRate, const Samples& clean, const Samples& estimate)
{
    return AuditoryMeasure(sampleRate).noiseToMaskDb({clean}, {estimate});
}

double toneAmplitude(double level)
{
    return std::pow(10.0, (level - AuditoryMeasure::fullScaleLevel) / 20.0);
}
} // namespace

TEST_CASE("The noise-to-mask ratio grows with the noise", "[auditory]")
{
    for (const double rate : rates)
    {
        const auto clean = sine(rate, 700.0, 0.5);
        const auto error = noise(clean.size(), 1);
        double before = nmr(rate, clean, clean);
        CAPTURE(rate, before);
        CHECK(before < -100.0);
        for (const double level : {1e-5, 1e-4, 1e-3, 1e-2, 1e-1})
        {
            const double now = nmr(rate, clean, sum(clean, error, level));
            CAPTURE(level, now);
            CHECK(now > before + 10.0);
            if (level > 1e-5)
                CHECK(now == Approx(before + 20.0).margin(1.0)); // ten times the amplitude
            before = now;
        }
    }
}

TEST_CASE("Noise with the spectrum of the sound is less audible than white noise", "[auditory]")
{
    for (const double rate : rates)
    {
        const auto clean = lowPassed(lowPassed(noise(static_cast<std::size_t>(rate), 1)));
        const auto white = noise(clean.size(), 2);
        const auto shaped = lowPassed(lowPassed(noise(clean.size(), 3)));
        const double factor = 0.1 * std::sqrt(energy(clean) / energy(white));
        const double shapedFactor = 0.1 * std::sqrt(energy(clean) / energy(shaped));
        CAPTURE(rate);
        REQUIRE(snrDb(clean, sum(clean, white, factor)) == Approx(20.0).margin(0.01));
        REQUIRE(snrDb(clean, sum(clean, shaped, shapedFactor)) == Approx(20.0).margin(0.01));
        CHECK(nmr(rate, clean, sum(clean, shaped, shapedFactor)) < nmr(rate, clean, sum(clean, white, factor)) - 10.0);
    }
}

TEST_CASE("A tone masks errors near it, above it more than below", "[auditory]")
{
    for (const double rate : {8000.0, 48000.0})
    {
        const auto clean = sine(rate, 1000.0, 0.5);
        const auto withTone = [&](double frequency)
        { return nmr(rate, clean, sum(clean, sine(rate, frequency, 0.01))); };
        CAPTURE(rate);
        CHECK(withTone(1100.0) < 0.0);
        CHECK(withTone(1100.0) < withTone(3300.0) - 20.0);
        CHECK(withTone(1400.0) < withTone(714.0) - 10.0);
    }
}

TEST_CASE("The scale of the noise-to-mask ratio is that of the threshold of hearing", "[auditory]")
{
    // Where nothing masks, a tone of 1 kHz is heard against the ear's own noise, here about 1.5 dB, of which 3 dB less
    // count as the mask; the way into the ear takes 1.9 dB. The window widens the tone, whose power becomes 1.5 times
    // as great, and the mean is over 109 bands.
    const double rate = 48000.0;
    const double expected = 40.0 - 1.9 + 10.0 * std::log10(1.5) - (1.5 - 3.0) - 10.0 * std::log10(109.0);
    const Samples silence(static_cast<std::size_t>(rate), 0.0f);
    CHECK(nmr(rate, silence, sine(rate, 1000.0, toneAmplitude(40.0))) == Approx(expected).margin(1.0));

    // The same error is less audible at 16 kHz and inaudible at 90 Hz.
    CHECK(nmr(rate, silence, sine(rate, 16000.0, toneAmplitude(40.0))) < expected - 15.0);
    CHECK(nmr(rate, silence, sine(rate, 90.0, toneAmplitude(10.0))) < -20.0);
}

TEST_CASE("At equal SNR, a softer sound has a less audible error", "[auditory]")
{
    // Starts at a level above which masking hardly depends on the level.
    const double rate = 16000.0;
    const auto clean = lowPassed(noise(16000, 1));
    const auto error = noise(16000, 2);
    double louder = 1000.0;
    for (const double gain : {1e-1, 1e-2, 1e-3, 1e-4})
    {
        const auto scaled = sum(Samples(16000, 0.0f), clean, gain);
        const double now = nmr(rate, scaled, sum(scaled, error, 0.01 * gain));
        CAPTURE(gain, now, louder);
        CHECK(now < louder);
        louder = now;
    }
    CHECK(louder < -10.0); // below the threshold of hearing
}

TEST_CASE("The length of a sound does not change its noise-to-mask ratio", "[auditory]")
{
    const double rate = 16000.0;
    const auto clean = sine(rate, 500.0, 0.4);
    const auto estimate = sum(clean, noise(clean.size(), 2), 1e-3);
    const double once = nmr(rate, clean, estimate);

    const auto repeated = [](const Samples& samples)
    {
        auto result = samples;
        for (int i = 0; i < 3; ++i)
            result.insert(result.end(), samples.begin(), samples.end());
        return result;
    };
    CHECK(nmr(rate, repeated(clean), repeated(estimate)) == Approx(once).margin(0.3));

    // Digital silence around the signal has no effect.
    auto padded = clean;
    auto paddedEstimate = estimate;
    padded.resize(clean.size() + 160000, 0.0f);
    paddedEstimate.resize(padded.size(), 0.0f);
    CHECK(nmr(rate, padded, paddedEstimate) == Approx(once).margin(0.3));

    const AuditoryMeasure measure(rate);
    CHECK(measure.noiseToMaskDb({clean, clean}, {estimate, estimate}) == Approx(once));
    const double half = measure.noiseToMaskDb({clean, clean}, {estimate, clean});
    CHECK(half == Approx(once - 3.01).margin(0.01));
}

TEST_CASE("Silence and very short sounds have a finite noise-to-mask ratio", "[auditory]")
{
    for (const double rate : rates)
    {
        CAPTURE(rate);
        const AuditoryMeasure measure(rate);
        const Samples silence(5000, 0.0f);
        CHECK(measure.noiseToMaskDb({silence}, {silence}) == Approx(-120.0));
        const double heard = measure.noiseToMaskDb({silence}, {sum(silence, noise(5000, 1), 0.1)});
        CHECK(std::isfinite(heard));
        CHECK(heard > 20.0);
        const double muted = measure.noiseToMaskDb({noise(5000, 1)}, {silence});
        CHECK(std::isfinite(muted));
        CHECK(muted > 0.0); // the error is the signal itself, which is above its own mask
        CHECK(muted < 10.0);
        for (const std::size_t length : {1U, 2U, 30U})
        {
            const auto some = noise(length, 3);
            CHECK(std::isfinite(measure.noiseToMaskDb({some}, {Samples(length, 0.0f)})));
        }
        CHECK(measure.noiseToMaskDb({Samples()}, {Samples()}) == Approx(-120.0));
    }
}
