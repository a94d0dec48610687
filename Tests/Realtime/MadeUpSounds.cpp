#include "Realtime/MadeUpSounds.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numbers>

namespace dequantizer
{

namespace
{
constexpr double seconds = 0.6;

/// Uniform in [-1, 1); standard generators differ between libraries.
class Noise
{
public:
    double operator()() noexcept
    {
        state = state * 6364136223846793005u + 1442695040888963407u;
        return static_cast<double>(state >> 11) * 0x1.0p-52 - 1.0;
    }

private:
    std::uint64_t state = 1;
};

/// `sample` is called with the time in seconds, in order.
std::vector<float> rendered(double sampleRate, const std::function<double(double)>& sample)
{
    std::vector<float> samples(static_cast<std::size_t>(seconds * sampleRate));
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = static_cast<float>(sample(static_cast<double>(i) / sampleRate));
    return samples;
}

std::vector<float> withPeak(std::vector<float> samples, double peak)
{
    float largest = 0.0f;
    for (const float sample : samples)
        largest = std::max(largest, std::abs(sample));
    for (auto& sample : samples)
        sample *= static_cast<float>(peak) / largest;
    return samples;
}

double phase(double cycles)
{
    return 2.0 * std::numbers::pi * cycles;
}

double square(double cycles)
{
    return cycles - std::floor(cycles) < 0.5 ? 1.0 : -1.0;
}

std::vector<float> whiteNoise(double sampleRate)
{
    Noise noise;
    return rendered(sampleRate, [&](double) { return noise() + noise() + noise(); });
}

// White noise through three first-order low-pass filters, an octave apart and in parallel, after R. Voss's principle.
std::vector<float> pinkNoise(double sampleRate)
{
    Noise noise;
    double slow = 0.0, medium = 0.0, fast = 0.0;
    return rendered(sampleRate,
                    [&](double)
                    {
                        const double white = noise();
                        slow += 0.004 * (white - slow);
                        medium += 0.04 * (white - medium);
                        fast += 0.4 * (white - fast);
                        return 8.0 * slow + 2.5 * medium + 0.8 * fast + 0.2 * white;
                    });
}

// K. Karplus and A. Strong, "Digital synthesis of plucked-string and drum timbres", Computer Music Journal 7(2), 1983.
std::vector<float> pluckedString(double sampleRate, double frequency)
{
    Noise noise;
    std::vector<double> loop(static_cast<std::size_t>(sampleRate / frequency));
    for (auto& value : loop)
        value = noise();
    std::size_t place = 0;
    return rendered(sampleRate,
                    [&](double)
                    {
                        const double value = loop[place];
                        const auto next = (place + 1) % loop.size();
                        loop[place] = 0.498 * (value + loop[next]);
                        place = next;
                        return value;
                    });
}

// A falling tone and a burst of noise, four times.
std::vector<float> drums(double sampleRate)
{
    Noise noise;
    return rendered(sampleRate,
                    [&](double time)
                    {
                        const double since = std::fmod(time, 0.15);
                        const double tone = std::exp(-20.0 * since) *
                                            std::sin(phase(60.0 * since + 4.0 * (1.0 - std::exp(-30.0 * since))));
                        return tone + 0.5 * std::exp(-60.0 * since) * noise();
                    });
}

std::vector<float> bursts(double sampleRate)
{
    Noise noise;
    return rendered(sampleRate, [&](double time) { return std::fmod(time, 0.1) < 0.02 ? noise() : 0.001 * noise(); });
}
} // namespace

std::vector<MadeUpSound> madeUpSounds(double sampleRate, double delta)
{
    Noise noise;
    const auto nearSilence = [&](double level, double offset)
    { return rendered(sampleRate, [&](double) { return delta * (offset + level * noise()); }); };
    const auto chirp = [&](double time)
    { return std::sin(phase(50.0 * time + 0.45 * (0.4 * sampleRate - 50.0) / seconds * time * time)); };

    std::vector<MadeUpSound> sounds{
        {"white noise", withPeak(whiteNoise(sampleRate), 1.0)},
        {"pink noise", withPeak(pinkNoise(sampleRate), 1.0)},
        {"an impulse",
         rendered(sampleRate, [&](double time) { return std::abs(time - 0.3) * sampleRate < 0.5 ? 1.0 : 0.0; })},
        {"a full-scale square wave", rendered(sampleRate, [](double time) { return square(220.0 * time); })},
        {"chip music", rendered(sampleRate,
                                [](double time)
                                {
                                    const double note = 110.0 * std::exp2(std::floor(8.0 * time) * 5.0 / 12.0);
                                    return 0.5 * square(note * time) + 0.25 * square(1.5 * note * time + 0.25);
                                })},
        {"silence with noise within a level", nearSilence(0.45, 0.0)},
        {"silence off the middle between two levels", nearSilence(0.1, 0.3)},
        {"a tone with a DC offset of half a cell",
         rendered(sampleRate, [&](double time)
                  { return 0.8 * std::sin(phase(330.0 * time)) * std::exp(-3.0 * time) + 0.5 * delta; })},
        {"a chirp", rendered(sampleRate, chirp)},
        {"a fading chirp", rendered(sampleRate, [&](double time) { return chirp(time) * std::exp(-8.0 * time); })},
        {"a plucked string", withPeak(pluckedString(sampleRate, 196.0), 1.0)},
        {"drums", withPeak(drums(sampleRate), 1.0)},
        {"bursts of noise", withPeak(bursts(sampleRate), 1.0)},
    };
    return sounds;
}

} // namespace dequantizer
