#include "Plugin/Metering/LevelMeter.h"

#include <cmath>

namespace dequantizer
{

namespace
{
constexpr double timeConstantSeconds = 0.3;
} // namespace

void LevelMeter::prepare(double sampleRate)
{
    samplesPerTimeConstant = timeConstantSeconds * sampleRate;
    energy = 0.0;
    peak = 0.0f;
    rms = 0.0f;
}

void LevelMeter::begin(int samples) noexcept
{
    length = samples;
    peakOfStretch = 0.0f;
    energyOfStretch = 0.0f;
}

void LevelMeter::end(int channels) noexcept
{
    // At worst a reader that comes between the two sees the peak twice.
    if (peakOfStretch > peak.load(std::memory_order_relaxed))
        peak.store(peakOfStretch, std::memory_order_relaxed);

    const double mean = static_cast<double>(energyOfStretch) / (static_cast<double>(length) * channels);
    // Samples may be finite and their squares not.
    energy = std::isfinite(mean) ? mean + (energy - mean) * std::exp(-length / samplesPerTimeConstant) : 0.0;
    rms.store(static_cast<float>(std::sqrt(energy)), std::memory_order_relaxed);
}

LevelMeter::Levels LevelMeter::read() noexcept
{
    return {peak.exchange(0.0f, std::memory_order_relaxed), rms.load(std::memory_order_relaxed)};
}

} // namespace dequantizer
