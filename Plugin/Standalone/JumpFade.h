#pragma once

namespace dequantizer
{

/// Takes the click out of a jump in the sound (a stop, a start in the middle, another place): down to silence in a few
/// milliseconds before it, and up again after it. What is not beside a jump stays as it is, to the bit. The audio
/// thread's.
class JumpFade
{
public:
    /// Forgets all jumps. `sampleRate` in Hz.
    void prepare(double sampleRate) noexcept;

    /// There is a jump before the sample that comes `samples` >= 0 after the next. One that comes sooner than the fade
    /// is long is faded from where it can be.
    void jumpIn(int samples) noexcept;

    /// The next `count` >= 0 samples of each channel. Neither allocates nor locks.
    void process(float* const* channels, int channelCount, int count) noexcept;

private:
    [[nodiscard]] float nextGain() noexcept;

    int duration = 1;
    int untilSilence = 0; // samples until the first jump that is to come
    int untilRise = 0;    // and until the last; 0 where there is none
    int risen = 1;        // samples since the last, up to `duration`
};

} // namespace dequantizer
