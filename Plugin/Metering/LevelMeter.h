#pragma once

#include <atomic>

namespace dequantizer
{

/// How loud a sound is, from the audio thread to another. Samples of any count in any division.
class LevelMeter
{
public:
    /// Levels as amplitudes: 1 is full scale.
    struct Levels
    {
        float peak; ///< the largest magnitude of any channel since the last reading
        float rms;  ///< over all channels, the last 300 ms weighing most
    };

    /// Forgets all sound. `sampleRate` > 0 in Hz. Not while another thread uses this.
    void prepare(double sampleRate);

    /// Audio thread: begins a stretch of `samples` >= 1 samples a channel.
    void begin(int samples) noexcept;

    /// Audio thread, between begin() and end(): one sample of any channel.
    void add(float sample) noexcept
    {
        const float magnitude = sample < 0.0f ? -sample : sample;
        peakOfStretch = magnitude > peakOfStretch ? magnitude : peakOfStretch;
        energyOfStretch += sample * sample;
    }

    /// Audio thread: the stretch is complete, with all samples of `channels` >= 1 channels.
    void end(int channels) noexcept;

    /// One reading thread.
    [[nodiscard]] Levels read() noexcept;

private:
    static_assert(std::atomic<float>::is_always_lock_free);
    std::atomic<float> peak{0.0f}, rms{0.0f};

    // The audio thread's.
    double samplesPerTimeConstant = 1.0;
    double energy = 0.0; // of a sample, on average
    int length = 0;
    float peakOfStretch = 0.0f, energyOfStretch = 0.0f;
};

} // namespace dequantizer
