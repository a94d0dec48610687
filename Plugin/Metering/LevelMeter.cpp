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
    peakOfBlock = 0.0f;
    energyOfBlock = 0.0f;
}

void LevelMeter::end(int channels) noexcept
{
    // A reader between the two calls sees the same peak twice, which does no harm.
    if (peakOfBlock > peak.load(std::memory_order_relaxed))
        peak.store(peakOfBlock, std::memory_order_relaxed);

    const double mean = static_cast<double>(energyOfBlock) / (static_cast<double>(length) * channels);
    // The square of a finite sample may overflow.
    energy = std::isfinite(mean) ? mean + (energy - mean) * std::exp(-length / samplesPerTimeConstant) : 0.0;
    rms.store(static_cast<float>(std::sqrt(energy)), std::memory_order_relaxed);
    isMeasured.store(true, std::memory_order_relaxed);
}

LevelMeter::Levels LevelMeter::read() noexcept
{
    return {peak.exchange(0.0f, std::memory_order_relaxed), rms.load(std::memory_order_relaxed),
            !isMeasured.exchange(false, std::memory_order_relaxed)};
}

} // namespace dequantizer
