#pragma once

#include "Plugin/Metering/LevelMeter.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dequantizer
{

/// The levels of the last minute of sound, in steps of a tenth of a second.
class LevelHistory
{
public:
    static constexpr double seconds = 60.0, secondsPerStep = 0.1;

    /// The number of steps that are kept.
    static constexpr std::size_t capacity = 600;

    /// Average levels in dBFS, not below MeterBallistics::floor.
    struct Step
    {
        float input, removed;
        float gain; ///< of the output over the input, in dB; NaN if either is silent
    };

    /// Takes the levels that were measured when `written` samples in total had been played at `sampleRate` > 0 Hz.
    /// Adds the steps that have passed since the last call, all with these levels. Returns their number.
    std::size_t add(const LevelMeter::Levels& input, const LevelMeter::Levels& output,
                    const LevelMeter::Levels& removed, std::uint64_t written, double sampleRate);

    [[nodiscard]] std::size_t size() const noexcept
    {
        return static_cast<std::size_t>(end < capacity ? end : capacity);
    }

    /// `ago` < size(); 0 is the latest.
    [[nodiscard]] const Step& step(std::size_t ago) const noexcept { return steps[(end - 1 - ago) % capacity]; }

private:
    std::vector<Step> steps = std::vector<Step>(capacity);
    std::uint64_t end = 0; // steps so far
    std::uint64_t writtenBefore = 0;
    std::uint64_t samplesLeft = 0; // played, and not yet part of a step
};

} // namespace dequantizer
