#pragma once

namespace dequantizer
{

/// The movement of a peak meter: instant attack, slow decay and peak hold. Levels in dBFS, never below `floor`.
class MeterBallistics
{
public:
    static constexpr float floor = -120.0f;

    /// Advances by `seconds` >= 0, during which the largest magnitude was `peak`.
    void advance(float peak, double seconds) noexcept;

    [[nodiscard]] float level() const noexcept { return decaying; }
    [[nodiscard]] float held() const noexcept { return heldPeak; }

    /// Converts an amplitude to dBFS.
    [[nodiscard]] static float decibels(float amplitude) noexcept;

private:
    float decaying = floor, heldPeak = floor;
    double secondsHeld = 0.0;
};

} // namespace dequantizer
