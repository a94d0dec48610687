#include "Signal/AuditoryMeasure.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace dequantizer
{

namespace
{
constexpr double leastEnergy = 1e-12; // of a band, so that nothing divides by zero

double fromDb(double db) noexcept
{
    return std::pow(10.0, db / 10.0);
}

// 2048 samples at 48 kHz; a multiple of 8, so that it is even and its transform fast.
int frameLengthAt(double sampleRate) noexcept
{
    return std::max(8, 8 * static_cast<int>(std::lround(2048.0 / 48000.0 * sampleRate / 8.0)));
}

// The way through the outer and middle ear, in dB; f in kHz.
double earResponseDb(double f) noexcept
{
    return -0.6 * 3.64 * std::pow(f, -0.8) + 6.5 * std::exp(-0.6 * (f - 3.3) * (f - 3.3)) - 1e-3 * std::pow(f, 3.6);
}

double maskOffsetDb(int band) noexcept
{
    const double bark = band * CriticalBands::barkPerBand; // above the lowest band, as the recommendation counts
    return bark <= 12.0 ? 3.0 : 0.25 * bark;
}
} // namespace

struct AuditoryMeasure::Channel
{
    Channel(int frameLength, int bands)
        : frame(frameLength), spectrum(frameLength), power(static_cast<std::size_t>(frameLength / 2 + 1)),
          noisePower(power.size()), energies(static_cast<std::size_t>(bands)), noise(energies.size()),
          excitation(energies.size()), smeared(energies.size(), 0.0)
    {
    }

    TransformBuffer<double> frame, spectrum; // clean + i estimate: one transform for both
    std::vector<double> power, noisePower;
    std::vector<double> energies, noise, excitation;
    std::vector<double> smeared; // the excitation of the frames so far
};

AuditoryMeasure::AuditoryMeasure(double sampleRate)
    : frameLength(frameLengthAt(sampleRate)), bands(sampleRate, frameLength), transform(frameLength)
{
    // The highest bin of a sine with amplitude 1 is n / 4 with this window.
    const double pressure = std::pow(10.0, fullScaleLevel / 20.0) / (frameLength / 4.0);
    for (int i = 0; i < frameLength; ++i)
        window.push_back(pressure * 0.5 * (1.0 - std::cos(2.0 * std::numbers::pi * i / frameLength)));

    earWeights.push_back(0.0); // the response falls without limit towards 0 Hz
    for (int bin = 1; bin <= frameLength / 2; ++bin)
        earWeights.push_back(fromDb(earResponseDb(bin * sampleRate / frameLength / 1000.0)));

    const double hopSeconds = frameLength / 2.0 / sampleRate;
    for (int band = 0; band < bands.count(); ++band)
    {
        const double frequency = bands.centre(band);
        internalNoise.push_back(fromDb(0.4 * 3.64 * std::pow(frequency / 1000.0, -0.8)));
        const double timeConstant = 0.008 + 100.0 / frequency * (0.030 - 0.008);
        decay.push_back(std::exp(-hopSeconds / timeConstant));
        maskOffset.push_back(fromDb(-maskOffsetDb(band)));
    }
}

bool AuditoryMeasure::readFrame(Channel& channel, std::span<const float> clean, std::span<const float> estimate,
                                std::size_t start) const noexcept
{
    bool silent = true;
    for (std::size_t i = 0; i < window.size(); ++i)
    {
        const std::size_t position = start + i;
        const bool isInside = position < clean.size();
        const double reference = isInside ? clean[position] : 0.0;
        const double other = isInside ? estimate[position] : 0.0;
        silent = silent && reference == 0.0 && other == 0.0;
        channel.frame.data()[i] = {window[i] * reference, window[i] * other};
    }
    return !silent;
}

// The mean of N / M over the bands.
double AuditoryMeasure::frameRatio(Channel& channel) const
{
    transform.forward(channel.frame.data(), channel.spectrum.data());
    const auto* const spectrum = channel.spectrum.data();
    for (int bin = 0; bin <= frameLength / 2; ++bin)
    {
        const auto at = spectrum[bin];
        const auto mirrored = std::conj(spectrum[bin == 0 ? 0 : frameLength - bin]);
        const double clean = 0.5 * std::abs(at + mirrored);
        const double difference = clean - 0.5 * std::abs(at - mirrored);
        const auto index = static_cast<std::size_t>(bin);
        channel.power[index] = earWeights[index] * clean * clean;
        channel.noisePower[index] = earWeights[index] * difference * difference;
    }
    bands.group(channel.power, channel.energies);
    bands.group(channel.noisePower, channel.noise);
    for (std::size_t band = 0; band < channel.energies.size(); ++band)
        channel.energies[band] = std::max(channel.energies[band], leastEnergy) + internalNoise[band];
    bands.spread(channel.energies, channel.excitation);

    double sum = 0.0;
    for (std::size_t band = 0; band < channel.energies.size(); ++band)
    {
        double& smeared = channel.smeared[band];
        smeared = decay[band] * smeared + (1.0 - decay[band]) * channel.excitation[band];
        const double mask = maskOffset[band] * std::max(smeared, channel.excitation[band]);
        sum += std::max(channel.noise[band], leastEnergy) / mask;
    }
    return sum / bands.count();
}

double AuditoryMeasure::noiseToMaskDb(const std::vector<std::vector<float>>& clean,
                                      const std::vector<std::vector<float>>& estimate) const
{
    assert(clean.size() == estimate.size());
    double sum = 0.0;
    double frames = 0.0;
    for (std::size_t c = 0; c < clean.size(); ++c)
    {
        assert(clean[c].size() == estimate[c].size());
        Channel channel(frameLength, bands.count());
        const auto hop = static_cast<std::size_t>(frameLength / 2);
        for (std::size_t start = 0; start == 0 || start + hop < clean[c].size(); start += hop)
        {
            const bool isAudible = readFrame(channel, clean[c], estimate[c], start);
            const double ratio = frameRatio(channel); // of a silent frame, too: the excitation decays
            if (isAudible)
            {
                sum += ratio;
                frames += 1.0;
            }
        }
    }
    return 10.0 * std::log10(frames == 0.0 ? leastEnergy : sum / frames);
}

} // namespace dequantizer
