#include "Plugin/Editor/LevelHistory.h"

#include "Plugin/Metering/MeterBallistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dequantizer
{

namespace
{
constexpr float leastHistoryLevel = 1e-5f; // -100 dBFS

LevelHistory::Step stepOf(float input, float output, float removed)
{
    const bool isSilent = input < leastHistoryLevel || output < leastHistoryLevel;
    return {MeterBallistics::decibels(input), MeterBallistics::decibels(removed),
            isSilent ? std::numeric_limits<float>::quiet_NaN() : 20.0f * std::log10(output / input)};
}
} // namespace

std::size_t LevelHistory::add(const LevelMeter::Levels& input, const LevelMeter::Levels& output,
                              const LevelMeter::Levels& removed, std::uint64_t written, double sampleRate)
{
    const auto samplesPerStep = static_cast<std::uint64_t>(std::max(1.0, std::round(secondsPerStep * sampleRate)));
    samplesLeft += written - std::min(written, writtenBefore);
    writtenBefore = written;
    const auto passed = samplesLeft / samplesPerStep;
    samplesLeft -= passed * samplesPerStep;
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(passed, capacity));
    for (std::size_t i = 0; i < count; ++i)
        steps[end++ % capacity] = stepOf(input.rms, output.rms, removed.rms);
    return count;
}

} // namespace dequantizer
