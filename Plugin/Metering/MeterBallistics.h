#pragma once

namespace dequantizer
{

/// The movement of a meter. Peak: instant attack, slow decay and peak hold. Average: as measured; slow decay while
/// nothing is. Levels in dBFS, never below `floor`.
class MeterBallistics
{
public:
    static constexpr float floor = -120.0f;

    /// Advances by `seconds` >= 0, during which the largest magnitude was `peak`.
    void advance(float peak, double seconds) noexcept;

    /// Advances the average by `seconds` >= 0; `rms` is its amplitude. `isIdle` says that nothing was measured in that
    /// time, as when a host stops processing.
    void advanceAverage(float rms, bool isIdle, double seconds) noexcept;

    [[nodiscard]] float level() const noexcept { return decaying; }
    [[nodiscard]] float held() const noexcept { return heldPeak; }
    [[nodiscard]] float average() const noexcept { return averageLevel; }

    /// Converts an amplitude to dBFS.
    [[nodiscard]] static float decibels(float amplitude) noexcept;

private:
    float decaying = floor, heldPeak = floor, averageLevel = floor;
    double secondsHeld = 0.0, secondsIdle = 0.0;
};

} // namespace dequantizer
