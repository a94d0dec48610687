#include "Training/LoudnessLoss.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dequantizer
{

namespace
{
constexpr double exponent = 0.23;         // of loudness
constexpr double loudnessScale = 0.1866;  // c: sone per Bark at the wide-band calibration of PESQ
constexpr double masked = 0.25;           // the part of the loudness that hides a difference
constexpr double asymmetry = 1.2;         // the exponent
constexpr double leastAsymmetry = 3.0;
constexpr double greatestAsymmetry = 12.0;
constexpr double asymmetryFloor = 50.0; // C
constexpr double powerFloor = 5e3;      // of a frame, in the compensation of gain
constexpr double leastGain = 3e-4;
constexpr double greatestGain = 5.0;
constexpr double symmetricWeight = 0.1;
constexpr double asymmetricWeight = 0.0309;
constexpr double pesqBand = 0.4;          // Bark, the mean width of a band of PESQ

int loudnessFrameLength(double sampleRate) noexcept
{
    return std::max(8, 8 * static_cast<int>(std::lround(0.032 * sampleRate / 8.0)));
}

double thresholdOfHearing(double frequency) noexcept
{
    const double f = std::max(frequency, 20.0) / 1000.0;
    const double db = 3.64 * std::pow(f, -0.8) - 6.5 * std::exp(-0.6 * (f - 3.3) * (f - 3.3)) + 1e-3 * std::pow(f, 3.6);
    return std::pow(10.0, std::min(db, 80.0) / 10.0);
}

double loudness(double power, double threshold) noexcept
{
    return loudnessScale * std::pow(threshold, exponent) * (std::pow(0.5 + 0.5 * power / threshold, exponent) - 1.0);
}

double loudnessSlope(double power, double threshold) noexcept
{
    return loudnessScale * std::pow(threshold, exponent - 1.0) * 0.5 * exponent *
           std::pow(0.5 + 0.5 * power / threshold, exponent - 1.0);
}
} // namespace

struct LoudnessLoss::Frame
{
    Frame(int frameLength, int bandCount)
        : samples(frameLength), spectrum(frameLength), power(static_cast<std::size_t>(frameLength / 2 + 1)),
          energies(static_cast<std::size_t>(bandCount)), slopes(energies.size())
    {
    }

    TransformBuffer<double> samples, spectrum;
    std::vector<double> power;    // of the bins
    std::vector<double> energies; // of the bands
    std::vector<double> slopes;   // of the disturbance with respect to them
};

LoudnessLoss::LoudnessLoss(double sampleRate)
    : frameLength(loudnessFrameLength(sampleRate)), bands(sampleRate, frameLength), transform(frameLength)
{
    // The highest bin of a sine with amplitude 1 is n / 4 with this window.
    const double pressure = std::pow(10.0, fullScaleLevel / 20.0) / (frameLength / 4.0);
    for (int i = 0; i < frameLength; ++i)
        window.push_back(pressure * 0.5 * (1.0 - std::cos(2.0 * std::numbers::pi * (i + 0.5) / frameLength)));
    for (int band = 0; band < bands.count(); ++band)
        threshold.push_back(thresholdOfHearing(bands.centre(band)));
}

void LoudnessLoss::transformFrame(std::span<const double> signal, std::size_t start, Frame& frame) const
{
    for (std::size_t i = 0; i < window.size(); ++i)
        frame.samples.data()[i] = start + i < signal.size() ? window[i] * signal[start + i] : 0.0;
    transform.forward(frame.samples.data(), frame.spectrum.data());
    for (std::size_t bin = 0; bin < frame.power.size(); ++bin)
        frame.power[bin] = std::norm(frame.spectrum.data()[bin]);
    bands.group(frame.power, frame.energies);
}

double LoudnessLoss::audiblePower(const Frame& frame) const
{
    double sum = 0.0;
    for (std::size_t j = 0; j < threshold.size(); ++j)
        if (frame.energies[j] > threshold[j])
            sum += frame.energies[j];
    return sum;
}

double LoudnessLoss::disturbance(const Frame& clean, Frame& restored) const
{
    const double otherPower = audiblePower(restored) + powerFloor;
    const double wanted = (audiblePower(clean) + powerFloor) / otherPower;
    const double gain = std::clamp(wanted, leastGain, greatestGain);

    const double bark = CriticalBands::barkPerBand;
    const auto count = restored.energies.size();
    double squares = 0.0, added = 0.0;
    // The slopes of the sum of squares and of the asymmetric sum, with respect to the powers after the gain.
    std::vector<double> squareSlopes(count, 0.0), addedSlopes(count, 0.0);
    for (std::size_t j = 0; j < count; ++j)
    {
        const double power = clean.energies[j], other = gain * restored.energies[j];
        const double reference = loudness(power, threshold[j]), heard = loudness(other, threshold[j]);
        const double hidden = masked * std::max(0.0, std::min(heard, reference));
        const double d = std::abs(heard - reference) - hidden;
        if (d <= 0.0)
            continue;
        double slope = loudnessSlope(other, threshold[j]);
        if (heard < reference)
            slope *= heard > 0.0 ? -1.0 - masked : -1.0;
        squares += bark * d * d;
        squareSlopes[j] = bark * 2.0 * d * slope;

        const double ratio = std::pow((other + asymmetryFloor) / (power + asymmetryFloor), asymmetry);
        if (ratio >= leastAsymmetry)
        {
            const double h = std::min(ratio, greatestAsymmetry);
            added += bark * d * h;
            addedSlopes[j] = bark * slope * h;
            if (ratio < greatestAsymmetry)
                addedSlopes[j] += bark * d * asymmetry * ratio / (other + asymmetryFloor);
        }
    }

    const double scale = pesqBand * bark * static_cast<double>(count);
    const double norm = std::sqrt(scale * squares);
    double throughGain = 0.0;
    for (std::size_t j = 0; j < count; ++j)
    {
        const double slope = symmetricWeight * (norm > 0.0 ? 0.5 * scale / norm * squareSlopes[j] : 0.0) +
                             asymmetricWeight * addedSlopes[j];
        throughGain += slope * restored.energies[j];
        restored.slopes[j] = gain * slope;
    }
    if (gain == wanted)
        for (std::size_t j = 0; j < count; ++j)
            if (restored.energies[j] > threshold[j])
                restored.slopes[j] -= throughGain * gain / otherPower;
    return symmetricWeight * norm + asymmetricWeight * added;
}

// |X_k|^2 = |sum_n w_n x_n exp(-i k n)|^2, so its derivative for x_n is 2 w_n Re(X_k exp(i k n)).
void LoudnessLoss::addGradient(Frame& restored, std::size_t start, double factor, std::span<double> gradient) const
{
    std::vector<double> binSlopes(restored.power.size());
    bands.spreadDerivative(restored.slopes, binSlopes);
    auto* const spectrum = restored.spectrum.data();
    for (std::size_t bin = 0; bin < binSlopes.size(); ++bin)
        spectrum[bin] *= 2.0 * factor * binSlopes[bin];
    std::fill(spectrum + binSlopes.size(), spectrum + frameLength, 0.0);
    transform.backward(spectrum, restored.samples.data());
    for (std::size_t i = 0; i < window.size() && start + i < gradient.size(); ++i)
        gradient[start + i] += window[i] * restored.samples.data()[i].real();
}

double LoudnessLoss::evaluate(std::span<const double> clean, std::span<const double> restored,
                              std::span<double> gradient) const
{
    std::ranges::fill(gradient, 0.0);
    const auto length = static_cast<std::size_t>(frameLength);
    const std::size_t range = clean.size() > length ? clean.size() - length : 0;
    const std::size_t steps = (range + length / 2 - 1) / (length / 2); // at most half a frame long
    const double share = 1.0 / static_cast<double>(steps + 1);
    Frame reference(frameLength, bands.count()), other(frameLength, bands.count());
    double sum = 0.0;
    for (std::size_t step = 0; step <= steps; ++step)
    {
        const std::size_t start = steps == 0 ? 0 : range * step / steps;
        transformFrame(clean, start, reference);
        transformFrame(restored, start, other);
        sum += share * disturbance(reference, other);
        addGradient(other, start, share, gradient);
    }
    return sum;
}

} // namespace dequantizer
