#pragma once

namespace dequantizer
{

/// Avoids clicks where the signal jumps (at a stop, a seek, or a start in the middle) by a short fade-out before the
/// jump and a fade-in after it. All other samples stay unchanged to the bit. Audio thread.
class JumpFade
{
public:
    /// Forgets all jumps. `sampleRate` in Hz.
    void prepare(double sampleRate) noexcept;

    /// Announces a jump `samples` >= 0 samples after the next sample. If that is less than the length of the fade-out,
    /// the fade-out is cut short at its start.
    void jumpIn(int samples) noexcept;

    /// Processes the next `count` >= 0 samples of each channel in place. Neither allocates nor locks.
    void process(float* const* channels, int channelCount, int count) noexcept;

private:
    [[nodiscard]] float nextGain() noexcept;

    int duration = 1;
    int untilSilence = 0; // samples until the next jump
    int untilRise = 0;    // samples until the last announced jump; 0 if there is none
    int risen = 1;        // samples since the last jump, at most `duration`
};

} // namespace dequantizer
