#pragma once

#include <atomic>

namespace dequantizer
{

/// Passes peak and RMS levels from the audio thread to another thread. Blocks may have any length.
class LevelMeter
{
public:
    /// Amplitudes; 1 is full scale.
    struct Levels
    {
        float peak;          ///< largest magnitude in any channel since the last read()
        float rms;           ///< over all channels, with a time constant of 300 ms
        bool isIdle = false; ///< whether no block has ended since the last read()
    };

    /// Resets the levels. `sampleRate` > 0 in Hz. Must not overlap with any other call.
    void prepare(double sampleRate);

    /// Audio thread: begins a block of `samples` >= 1 samples per channel.
    void begin(int samples) noexcept;

    /// Audio thread, between begin() and end(): adds one sample of any channel.
    void add(float sample) noexcept
    {
        const float magnitude = sample < 0.0f ? -sample : sample;
        peakOfBlock = magnitude > peakOfBlock ? magnitude : peakOfBlock;
        energyOfBlock += sample * sample;
    }

    /// Audio thread: ends the block after all samples of `channels` >= 1 channels.
    void end(int channels) noexcept;

    /// A single reading thread.
    [[nodiscard]] Levels read() noexcept;

private:
    static_assert(std::atomic<float>::is_always_lock_free);
    std::atomic<float> peak{0.0f}, rms{0.0f};
    std::atomic<bool> isMeasured{false}; // since the last read()

    // Used by the audio thread only.
    double samplesPerTimeConstant = 1.0;
    double energy = 0.0; // mean square
    int length = 0;
    float peakOfBlock = 0.0f, energyOfBlock = 0.0f;
};

} // namespace dequantizer
