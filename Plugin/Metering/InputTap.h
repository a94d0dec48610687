#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

namespace dequantizer
{

/// Passes the input from the audio thread to another thread while that one listens. Unlike SoundFeed it loses no
/// samples, as long as the listener reads several times a second: what does not fit is left out.
class InputTap
{
public:
    /// The capacity, in samples of each channel.
    static constexpr std::size_t capacity = 65536;

    /// Allocates, and discards all samples. `channels` >= 1, `sampleRate` > 0 in Hz. Must not overlap with write().
    void prepare(int channels, double sampleRate);

    /// Audio thread: appends `samples` >= 0 samples of each channel, if somebody listens. The number of channels is
    /// that of prepare().
    void write(const float* const* channels, int samples) noexcept;

    /// Another thread: starts or stops listening. Older samples are discarded.
    void listen(bool shouldListen);

    /// Another thread: moves the samples to `channels`, one vector for each. Returns the sample rate in Hz, 0 before
    /// prepare().
    double read(std::vector<std::vector<float>>& channels);

private:
    std::mutex mutex; // of prepare() and the listener; never taken by the audio thread
    double rate = 0.0;
    std::vector<std::vector<float>> rings;
    std::atomic<bool> isListening{false};
    std::atomic<std::uint64_t> written{0}, taken{0}; // samples; sample i is in place i modulo the capacity
};

} // namespace dequantizer
