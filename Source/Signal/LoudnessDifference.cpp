#include "Signal/LoudnessDifference.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace dequantizer
{

namespace
{
constexpr double exponent = 0.23;        // of loudness
constexpr double loudnessScale = 0.1866; // c: sone per Bark at the wide-band calibration of PESQ
constexpr double masked = 0.25;          // the part of the loudness that hides a difference
constexpr double asymmetry = 1.2;        // the exponent
constexpr double leastAsymmetry = 3.0;
constexpr double greatestAsymmetry = 12.0;
constexpr double asymmetryFloor = 50.0; // C
constexpr double powerFloor = 5e3;      // of a frame, in the compensation of gain
constexpr double leastGain = 3e-4;
constexpr double greatestGain = 5.0;
constexpr double symmetricWeight = 0.1;
constexpr double asymmetricWeight = 0.0309;
constexpr double norm = 6.0;                // the exponent over the frames of a passage
constexpr std::size_t framesOfPassage = 20; // about 0.3 s
constexpr double pesqBand = 0.4;            // Bark, the mean width of a band of PESQ

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

struct LoudnessDifference::Frame
{
    Frame(int frameLength, int bandCount)
        : samples(frameLength), spectrum(frameLength), power(static_cast<std::size_t>(frameLength / 2 + 1)),
          energies(static_cast<std::size_t>(bandCount)), symmetricSlopes(energies.size()), addedSlopes(energies.size())
    {
    }

    TransformBuffer<double> samples, spectrum;
    std::vector<double> power;                        // of the bins
    std::vector<double> energies;                     // of the bands
    std::vector<double> symmetricSlopes, addedSlopes; // of the disturbances with respect to them
};

LoudnessDifference::LoudnessDifference(double sampleRate)
    : frameLength(loudnessFrameLength(sampleRate)), bands(sampleRate, frameLength), transform(frameLength)
{
    // The highest bin of a sine with amplitude 1 is n / 4 with this window.
    const double pressure = std::pow(10.0, fullScaleLevel / 20.0) / (frameLength / 4.0);
    for (int i = 0; i < frameLength; ++i)
        window.push_back(pressure * 0.5 * (1.0 - std::cos(2.0 * std::numbers::pi * (i + 0.5) / frameLength)));
    for (int band = 0; band < bands.count(); ++band)
        threshold.push_back(thresholdOfHearing(bands.centre(band)));
}

void LoudnessDifference::transformFrame(std::span<const double> signal, std::size_t start, Frame& frame) const
{
    for (std::size_t i = 0; i < window.size(); ++i)
        frame.samples.data()[i] = start + i < signal.size() ? window[i] * signal[start + i] : 0.0;
    transform.forward(frame.samples.data(), frame.spectrum.data());
    for (std::size_t bin = 0; bin < frame.power.size(); ++bin)
        frame.power[bin] = std::norm(frame.spectrum.data()[bin]);
    bands.group(frame.power, frame.energies);
}

double LoudnessDifference::audiblePower(const Frame& frame) const
{
    double sum = 0.0;
    for (std::size_t j = 0; j < threshold.size(); ++j)
        if (frame.energies[j] > threshold[j])
            sum += frame.energies[j];
    return sum;
}

LoudnessDifference::Disturbance LoudnessDifference::disturbance(const Frame& clean, Frame& restored) const
{
    const double otherPower = audiblePower(restored) + powerFloor;
    const double wanted = (audiblePower(clean) + powerFloor) / otherPower;
    const double gain = std::clamp(wanted, leastGain, greatestGain);

    const double bark = CriticalBands::barkPerBand;
    const auto count = restored.energies.size();
    double squares = 0.0;
    Disturbance result{0.0, 0.0};
    std::fill(restored.symmetricSlopes.begin(), restored.symmetricSlopes.end(), 0.0);
    std::fill(restored.addedSlopes.begin(), restored.addedSlopes.end(), 0.0);
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
        restored.symmetricSlopes[j] = bark * d * slope;

        const double ratio = std::pow((other + asymmetryFloor) / (power + asymmetryFloor), asymmetry);
        if (ratio >= leastAsymmetry)
        {
            const double h = std::min(ratio, greatestAsymmetry);
            result.added += bark * d * h;
            restored.addedSlopes[j] = bark * slope * h;
            if (ratio < greatestAsymmetry)
                restored.addedSlopes[j] += bark * d * asymmetry * ratio / (other + asymmetryFloor);
        }
    }

    const double scale = pesqBand * bark * static_cast<double>(count);
    result.symmetric = std::sqrt(scale * squares);
    for (auto& slope : restored.symmetricSlopes)
        slope *= result.symmetric > 0.0 ? scale / result.symmetric : 0.0;

    // From the powers after the gain to those before it.
    for (auto* slopes : {&restored.symmetricSlopes, &restored.addedSlopes})
    {
        double throughGain = 0.0;
        for (std::size_t j = 0; j < count; ++j)
        {
            throughGain += (*slopes)[j] * restored.energies[j];
            (*slopes)[j] *= gain;
        }
        if (gain == wanted)
            for (std::size_t j = 0; j < count; ++j)
                if (restored.energies[j] > threshold[j])
                    (*slopes)[j] -= throughGain * gain / otherPower;
    }
    return result;
}

// |X_k|^2 = |sum_n w_n x_n exp(-i k n)|^2, so its derivative for x_n is 2 w_n Re(X_k exp(i k n)).
void LoudnessDifference::addGradient(Frame& restored, std::size_t start, const Disturbance& weights,
                                     std::span<double> gradient) const
{
    for (std::size_t j = 0; j < restored.energies.size(); ++j)
        restored.symmetricSlopes[j] =
            weights.symmetric * restored.symmetricSlopes[j] + weights.added * restored.addedSlopes[j];
    bands.spreadDerivative(restored.symmetricSlopes, restored.power);
    auto* const spectrum = restored.spectrum.data();
    for (std::size_t bin = 0; bin < restored.power.size(); ++bin)
        spectrum[bin] *= 2.0 * restored.power[bin];
    std::fill(spectrum + restored.power.size(), spectrum + frameLength, 0.0);
    transform.backward(spectrum, restored.samples.data());
    for (std::size_t i = 0; i < window.size() && start + i < gradient.size(); ++i)
        gradient[start + i] += window[i] * restored.samples.data()[i].real();
}

double LoudnessDifference::evaluate(std::span<const double> clean, std::span<const double> restored,
                                    std::span<double> gradient) const
{
    std::fill(gradient.begin(), gradient.end(), 0.0);
    const auto length = static_cast<std::size_t>(frameLength);
    const std::size_t range = clean.size() > length ? clean.size() - length : 0;
    const std::size_t steps = (range + length / 2 - 1) / (length / 2); // at most half a frame long
    const std::size_t passages = (steps + framesOfPassage) / framesOfPassage;
    const auto startOf = [&](std::size_t step) { return steps == 0 ? 0 : range * step / steps; };

    Frame reference(frameLength, bands.count()), other(frameLength, bands.count());
    const auto measure = [&](std::size_t step)
    {
        transformFrame(clean, startOf(step), reference);
        transformFrame(restored, startOf(step), other);
        return disturbance(reference, other);
    };

    double sum = 0.0;
    for (std::size_t passage = 0; passage < passages; ++passage)
    {
        const std::size_t begin = (steps + 1) * passage / passages, end = (steps + 1) * (passage + 1) / passages;
        double symmetricPowers = 0.0, addedPowers = 0.0;
        for (std::size_t step = begin; step < end; ++step)
        {
            const auto [symmetric, added] = measure(step);
            symmetricPowers += std::pow(symmetric, norm);
            addedPowers += std::pow(added, norm);
        }
        const auto frames = static_cast<double>(end - begin);
        const double share = static_cast<double>(frames) / static_cast<double>(steps + 1);
        const double symmetricMean = std::pow(symmetricPowers / frames, 1.0 / norm);
        const double addedMean = std::pow(addedPowers / frames, 1.0 / norm);
        sum += share * (symmetricWeight * symmetricMean + asymmetricWeight * addedMean);
        if (gradient.empty())
            continue;
        for (std::size_t step = begin; step < end; ++step)
        {
            const auto [symmetric, added] = measure(step);
            const auto weight = [&](double value, double mean)
            { return mean > 0.0 ? share / frames * std::pow(value / mean, norm - 1.0) : 0.0; };
            addGradient(
                other, startOf(step),
                {symmetricWeight * weight(symmetric, symmetricMean), asymmetricWeight * weight(added, addedMean)},
                gradient);
        }
    }
    return sum;
}

double LoudnessDifference::evaluate(const std::vector<std::vector<float>>& clean,
                                    const std::vector<std::vector<float>>& restored) const
{
    assert(clean.size() == restored.size());
    double sum = 0.0;
    for (std::size_t channel = 0; channel < clean.size(); ++channel)
    {
        const std::vector<double> reference(clean[channel].begin(), clean[channel].end());
        const std::vector<double> other(restored[channel].begin(), restored[channel].end());
        if (!reference.empty())
            sum += evaluate(reference, other);
    }
    return clean.empty() ? 0.0 : sum / static_cast<double>(clean.size());
}

} // namespace dequantizer
