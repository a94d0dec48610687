#pragma once

namespace dequantizer
{

/// How a meter's needle moves: up at once, down slowly, with the highest peak held for a while. In dB against full
/// scale, never below `floor`.
class MeterBallistics
{
public:
    static constexpr float floor = -120.0f;

    /// `seconds` >= 0 have passed, in which the largest magnitude was `peak`.
    void advance(float peak, double seconds) noexcept;

    [[nodiscard]] float level() const noexcept { return falling; }
    [[nodiscard]] float held() const noexcept { return highest; }

    /// Of an amplitude.
    [[nodiscard]] static float decibels(float amplitude) noexcept;

private:
    float falling = floor, highest = floor;
    double secondsHeld = 0.0;
};

} // namespace dequantizer
