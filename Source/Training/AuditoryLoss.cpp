#include "Training/AuditoryLoss.h"

#include <unsupported/Eigen/FFT>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace dequantizer
{

namespace
{
constexpr double windowSeconds = 0.032;
constexpr double barkPerBand = 0.5;
constexpr double lowestFrequency = 50.0; // Hz
// Speech that peaks at full scale has a power near 0.009, which is to be heard at 79 dB SPL.
constexpr double fullScaleDb = 99.4;
constexpr double loudnessExponent = 0.23;
constexpr double loudnessScale = 0.1866;
constexpr double maskedPart = 0.25;
constexpr double asymmetryOffset = 50.0;
constexpr double asymmetryExponent = 1.2;
constexpr double smallestAsymmetry = 3.0;
constexpr double largestAsymmetry = 12.0;
constexpr double symmetricWeight = 0.1;
constexpr double asymmetricWeight = 0.0309;
constexpr double waveformWeight = 0.02;
constexpr double waveformFloor = 1e-6;

double barkAt(double frequency)
{
    return 26.81 * frequency / (1960.0 + frequency) - 0.53;
}

// Power relative to 0 dB SPL.
double thresholdInQuiet(double frequency)
{
    const double f = std::max(frequency, lowestFrequency) / 1000.0;
    const double decibels =
        3.64 * std::pow(f, -0.8) - 6.5 * std::exp(-0.6 * (f - 3.3) * (f - 3.3)) + 1e-3 * f * f * f * f;
    return std::pow(10.0, std::min(decibels, 60.0) / 10.0);
}
} // namespace

// The power spectrum of a window and the way back for a derivative.
class AuditoryLoss::Spectrum
{
public:
    void analyse(std::span<const double> samples, const std::vector<double>& shape)
    {
        buffer.resize(shape.size());
        for (std::size_t i = 0; i < shape.size(); ++i)
            buffer[i] = shape[i] * samples[i];
        fft.fwd(bins, buffer);
    }

    [[nodiscard]] double power(std::size_t bin) const { return std::norm(bins[bin]); }

    // Adds to `gradient` the derivative with respect to the samples, given the one with respect to power(), which is 0 in
    // bins beyond its end.
    void backPropagate(const std::vector<double>& powerDerivative, const std::vector<double>& shape,
                       std::span<double> gradient)
    {
        const auto size = static_cast<double>(shape.size());
        for (std::size_t bin = 0; bin < bins.size(); ++bin)
            bins[bin] *= bin < powerDerivative.size() ? powerDerivative[bin] : 0.0;
        fft.inv(complexBuffer, bins);
        for (std::size_t i = 0; i < shape.size(); ++i)
            gradient[i] += 2.0 * size * shape[i] * complexBuffer[i].real();
    }

private:
    Eigen::FFT<double> fft;
    std::vector<double> buffer;
    std::vector<std::complex<double>> bins, complexBuffer;
};

struct AuditoryLoss::Bands
{
    std::vector<double> power;
    std::vector<double> loudness;
    std::vector<double> slope; // d loudness / d power

    Bands(const Spectrum& spectrum, const AuditoryLoss& loss) : power(loss.threshold.size(), 0.0), loudness(power), slope(power)
    {
        for (std::size_t bin = 0; bin < loss.bandOfBin.size(); ++bin)
            if (loss.bandOfBin[bin] >= 0)
                power[static_cast<std::size_t>(loss.bandOfBin[bin])] += loss.powerScale * spectrum.power(bin);
        for (std::size_t band = 0; band < power.size(); ++band)
        {
            const double quiet = loss.threshold[band];
            if (power[band] <= quiet)
                continue;
            const double scale = loudnessScale * std::pow(2.0 * quiet, loudnessExponent);
            const double inner = 0.5 + 0.5 * power[band] / quiet;
            const double raised = std::pow(inner, loudnessExponent);
            loudness[band] = scale * (raised - 1.0);
            slope[band] = scale * loudnessExponent * raised / inner * 0.5 / quiet;
        }
    }
};

AuditoryLoss::AuditoryLoss(double sampleRate) : weightedError(sampleRate)
{
    windowLength = 2 * static_cast<std::size_t>(std::max(8L, std::lround(0.5 * windowSeconds * sampleRate)));
    hop = windowLength / 4;
    double windowEnergy = 0.0;
    for (std::size_t i = 0; i < windowLength; ++i)
    {
        const double sine = std::sin(std::numbers::pi * (static_cast<double>(i) + 0.5) / static_cast<double>(windowLength));
        window.push_back(sine * sine);
        windowEnergy += window.back() * window.back();
    }
    powerScale = 2.0 * std::pow(10.0, fullScaleDb / 10.0) / (static_cast<double>(windowLength) * windowEnergy);

    std::vector<double> firstFrequency, lastFrequency;
    double lastPlace = -1.0;
    for (std::size_t bin = 0; bin <= windowLength / 2; ++bin)
    {
        const double frequency = static_cast<double>(bin) * sampleRate / static_cast<double>(windowLength);
        if (frequency < lowestFrequency)
        {
            bandOfBin.push_back(-1);
            continue;
        }
        // Numbered as they come, because narrow bands at low frequencies may have no bin.
        const double place = std::floor(barkAt(frequency) / barkPerBand);
        if (place > lastPlace)
            firstFrequency.push_back(frequency);
        lastFrequency.resize(firstFrequency.size());
        lastFrequency.back() = frequency;
        lastPlace = place;
        bandOfBin.push_back(static_cast<int>(firstFrequency.size()) - 1);
    }
    for (std::size_t band = 0; band < firstFrequency.size(); ++band)
        threshold.push_back(thresholdInQuiet(0.5 * (firstFrequency[band] + lastFrequency[band])));
}

// `derivative` is with respect to the restored band powers.
double AuditoryLoss::disturbance(const Bands& clean, const Bands& restored, std::vector<double>& derivative) const
{
    const auto bands = threshold.size();
    const double width = barkPerBand * static_cast<double>(bands);
    const double share = 1.0 / static_cast<double>(bands);
    double squares = 0.0, added = 0.0, total = 0.0;
    std::vector<double> difference(bands, 0.0), differenceSlope(bands, 0.0), addedSlope(bands, 0.0);
    for (std::size_t band = 0; band < bands; ++band)
    {
        total += clean.power[band];
        const double ours = restored.loudness[band], theirs = clean.loudness[band];
        const double masked = maskedPart * std::min(ours, theirs);
        if (ours > theirs + masked)
        {
            difference[band] = ours - theirs - masked;
            differenceSlope[band] = restored.slope[band];
        }
        else if (ours < theirs - masked)
        {
            difference[band] = ours - theirs + masked;
            differenceSlope[band] = (1.0 + maskedPart) * restored.slope[band];
        }
        squares += share * difference[band] * difference[band];

        const double ratio = (restored.power[band] + asymmetryOffset) / (clean.power[band] + asymmetryOffset);
        const double asymmetry = std::pow(ratio, asymmetryExponent);
        if (difference[band] <= 0.0 || asymmetry < smallestAsymmetry)
            continue;
        added += share * difference[band] * std::min(asymmetry, largestAsymmetry);
        addedSlope[band] = differenceSlope[band] * std::min(asymmetry, largestAsymmetry);
        if (asymmetry < largestAsymmetry)
            addedSlope[band] +=
                difference[band] * asymmetryExponent * asymmetry / (restored.power[band] + asymmetryOffset);
    }

    // Quiet moments count a little more. The small constant makes the root differentiable at 0.
    const double emphasis = width / std::pow((total + 1e5) / 1e7, 0.04);
    const double root = std::sqrt(squares + 1e-6);
    derivative.resize(bands);
    for (std::size_t band = 0; band < bands; ++band)
        derivative[band] = emphasis * share *
                           (symmetricWeight * difference[band] * differenceSlope[band] / root +
                            asymmetricWeight * addedSlope[band]);
    return emphasis * (symmetricWeight * root + asymmetricWeight * added);
}

double AuditoryLoss::evaluate(std::span<const double> clean, std::span<const double> restored,
                              std::span<double> gradient) const
{
    const double error = weightedError.evaluate(clean, restored, gradient);
    for (auto& value : gradient)
        value *= waveformWeight / (waveformFloor + error);
    const double waveform = waveformWeight * std::log1p(error / waveformFloor);
    if (clean.size() < windowLength)
        return waveform;

    const auto windows = (clean.size() - windowLength) / hop + 1;
    const double share = 1.0 / static_cast<double>(windows);
    double sum = 0.0;
    Spectrum spectrum;
    std::vector<double> bandDerivative, binDerivative(bandOfBin.size());
    for (std::size_t start = 0; start + windowLength <= clean.size(); start += hop)
    {
        spectrum.analyse(clean.subspan(start, windowLength), window);
        const Bands reference(spectrum, *this);
        spectrum.analyse(restored.subspan(start, windowLength), window);
        const Bands ours(spectrum, *this);
        sum += share * disturbance(reference, ours, bandDerivative);
        for (std::size_t bin = 0; bin < bandOfBin.size(); ++bin)
            binDerivative[bin] = bandOfBin[bin] < 0 ? 0.0
                                                    : share * powerScale *
                                                          bandDerivative[static_cast<std::size_t>(bandOfBin[bin])];
        spectrum.backPropagate(binDerivative, window, gradient.subspan(start, windowLength));
    }
    return waveform + sum;
}

} // namespace dequantizer
