#pragma once

#include "AudioFile/Sound.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace dequantizer
{

/// Gives the samples of a sound in memory, one after the other, to an audio thread, from where and as the user says. As
/// what comes after it may be late by some samples (its latency), a position means what is heard, and at the end of the
/// sound there follows as much silence as it takes until the last sample has been heard.
class FilePlayer
{
public:
    /// Begins at the start of `newSound`, stopped. Not while another thread is in read().
    void open(std::shared_ptr<const Sound> newSound);

    /// Not while another thread is in open(). Null before the first.
    [[nodiscard]] const std::shared_ptr<const Sound>& sound() const noexcept { return opened; }

    // Any thread. What is said takes effect with the next read().

    /// Goes on from position().
    void play() noexcept { playing.store(true, std::memory_order_relaxed); }
    void stop() noexcept { playing.store(false, std::memory_order_relaxed); }

    /// False again after the end of the sound, where it goes back to the start.
    [[nodiscard]] bool isPlaying() const noexcept { return playing.load(std::memory_order_relaxed); }

    /// Whether the first sample follows the last without a gap, over and over.
    void setLooping(bool shouldLoop) noexcept { looping.store(shouldLoop, std::memory_order_relaxed); }
    [[nodiscard]] bool isLooping() const noexcept { return looping.load(std::memory_order_relaxed); }

    /// Goes to this sample; past the end means the end.
    void seek(std::size_t sample) noexcept;

    /// The sample that is heard now, `latency` >= 0 samples behind the one that was read.
    [[nodiscard]] std::size_t position(int latency) const noexcept;

    /// Audio thread: the next `count` >= 0 samples of each of the sound's channels, silence where nothing plays;
    /// whether they don't follow from those before, by a seek, a stop, or a start in the middle. Neither allocates nor
    /// locks.
    bool read(float* const* output, int count, int latency) noexcept;

private:
    [[nodiscard]] std::int64_t heard(std::int64_t next, std::int64_t readInARow, int latency) const noexcept;
    int readOn(float* const* output, int offset, int count, int latency) noexcept;
    void goTo(std::int64_t sample) noexcept;
    [[nodiscard]] bool obey(int latency) noexcept;

    static constexpr std::int64_t nowhere = -1;

    std::shared_ptr<const Sound> opened;
    std::atomic<bool> playing{false}, looping{false};
    std::atomic<std::int64_t> wanted{nowhere};

    // Written by the audio thread alone. The sample to read next, past the end by what silence was given there; and how
    // many were read without a jump: before those is nothing that could still be heard.
    std::atomic<std::int64_t> next{0}, readInARow{0};
    bool wasPlaying = false;
};

} // namespace dequantizer
