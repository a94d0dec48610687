#pragma once

#include "AudioFile/Sound.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace dequantizer
{

/// Supplies an audio thread with the samples of a sound in memory, under the control of the user. Allows for the
/// latency of the processing that follows: positions refer to what is heard, and the sound is followed by silence until
/// its last sample has been heard.
class FilePlayer
{
public:
    /// Loads a sound and stops at its start. Must not overlap with read().
    void open(std::shared_ptr<const Sound> newSound);

    /// Null before open(). Must not overlap with open().
    [[nodiscard]] const std::shared_ptr<const Sound>& sound() const noexcept { return opened; }

    // Any thread. Takes effect at the next read():

    /// Continues from position().
    void play() noexcept { playing.store(true, std::memory_order_relaxed); }
    void stop() noexcept { playing.store(false, std::memory_order_relaxed); }

    /// Becomes false at the end of the sound, and position() returns to the start.
    [[nodiscard]] bool isPlaying() const noexcept { return playing.load(std::memory_order_relaxed); }

    /// Whether the first sample follows the last without a gap.
    void setLooping(bool shouldLoop) noexcept { looping.store(shouldLoop, std::memory_order_relaxed); }
    [[nodiscard]] bool isLooping() const noexcept { return looping.load(std::memory_order_relaxed); }

    /// Moves to a sample, at most the end.
    void seek(std::size_t sample) noexcept;

    /// The sample that is heard now, `latency` >= 0 samples after it was read.
    [[nodiscard]] std::size_t position(int latency) const noexcept;

    /// Audio thread: reads the next `count` >= 0 samples of every channel, or silence when stopped. Returns whether
    /// there is a jump before them: a seek, a stop, or a start in the middle. Neither allocates nor locks.
    bool read(float* const* output, int count, int latency) noexcept;

private:
    [[nodiscard]] std::int64_t heardAt(std::int64_t next, std::int64_t readInARow, int latency) const noexcept;
    int readSegment(float* const* output, int offset, int count, int latency) noexcept;
    void moveTo(std::int64_t sample) noexcept;
    [[nodiscard]] bool applyCommands(int latency) noexcept;

    static constexpr std::int64_t noTarget = -1;

    std::shared_ptr<const Sound> opened;
    std::atomic<bool> playing{false}, looping{false};
    std::atomic<std::int64_t> seekTarget{noTarget};

    // Written by the audio thread only.
    std::atomic<std::int64_t> next{0};       // sample to read next; past the end while the final silence is read
    std::atomic<std::int64_t> readInARow{0}; // samples read since the last jump: nothing before them can still be heard
    bool wasPlaying = false;
};

} // namespace dequantizer
