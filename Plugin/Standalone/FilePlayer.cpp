#include "Plugin/Standalone/FilePlayer.h"

#include <algorithm>

namespace dequantizer
{

void FilePlayer::open(std::shared_ptr<const Sound> newSound)
{
    opened = std::move(newSound);
    playing = false;
    wasPlaying = false;
    seekTarget = noTarget;
    moveTo(0);
}

void FilePlayer::seek(std::size_t sample) noexcept
{
    seekTarget.store(static_cast<std::int64_t>(sample), std::memory_order_relaxed);
}

void FilePlayer::moveTo(std::int64_t sample) noexcept
{
    next.store(sample, std::memory_order_relaxed);
    readInARow.store(0, std::memory_order_relaxed);
}

std::int64_t FilePlayer::heardAt(std::int64_t nextSample, std::int64_t inARow, int latency) const noexcept
{
    const auto length = static_cast<std::int64_t>(opened->length());
    const auto sample = nextSample - std::min<std::int64_t>(latency, inARow);
    // The first sample follows the last one of the previous round.
    return sample >= 0 ? std::min(sample, length) : length - 1 - (-sample - 1) % length;
}

std::size_t FilePlayer::position(int latency) const noexcept
{
    if (opened == nullptr)
        return 0;
    if (const auto soon = seekTarget.load(std::memory_order_relaxed); soon != noTarget)
        return std::min(static_cast<std::size_t>(soon), opened->length());
    return static_cast<std::size_t>(
        heardAt(next.load(std::memory_order_relaxed), readInARow.load(std::memory_order_relaxed), latency));
}

// Applies the commands given since the last read(); returns whether they cause a jump.
bool FilePlayer::applyCommands(int latency) noexcept
{
    const bool plays = isPlaying();
    bool jumps = false;
    if (const auto target = seekTarget.exchange(noTarget, std::memory_order_relaxed); target != noTarget)
    {
        moveTo(std::min(target, static_cast<std::int64_t>(opened->length())));
        jumps = wasPlaying;
    }
    else if (wasPlaying && !plays)
    {
        moveTo(heardAt(next.load(std::memory_order_relaxed), readInARow.load(std::memory_order_relaxed), latency));
        jumps = true;
    }
    jumps = jumps || (!wasPlaying && plays && next.load(std::memory_order_relaxed) > 0);
    wasPlaying = plays;
    return jumps;
}

bool FilePlayer::read(float* const* output, int count, int latency) noexcept
{
    if (opened == nullptr)
        return false;
    const bool hasJumped = applyCommands(latency);
    int done = 0;
    while (wasPlaying && done < count)
        done += readSegment(output, done, count - done, latency);
    for (std::size_t channel = 0; channel < opened->channels.size(); ++channel)
        std::fill(output[channel] + done, output[channel] + count, 0.0f);
    return hasJumped;
}

// Reads at least one sample, unless it reaches the end of playback or wraps a loop.
int FilePlayer::readSegment(float* const* output, int offset, int count, int latency) noexcept
{
    const auto length = static_cast<std::int64_t>(opened->length());
    const auto here = next.load(std::memory_order_relaxed);
    const auto upTo = [count](std::int64_t limit) { return static_cast<int>(std::min<std::int64_t>(count, limit)); };
    int given = 0;
    if (here < length)
    {
        given = upTo(length - here);
        for (std::size_t channel = 0; channel < opened->channels.size(); ++channel)
            std::copy_n(opened->channels[channel].begin() + here, given, output[channel] + offset);
    }
    else if (isLooping())
    {
        next.store(0, std::memory_order_relaxed);
        return 0;
    }
    else if (here < length + latency)
    {
        given = upTo(length + latency - here);
        for (std::size_t channel = 0; channel < opened->channels.size(); ++channel)
            std::fill_n(output[channel] + offset, given, 0.0f);
    }
    else
    {
        playing.store(false, std::memory_order_relaxed);
        wasPlaying = false;
        moveTo(0);
        return 0;
    }
    next.store(here + given, std::memory_order_relaxed);
    readInARow.store(readInARow.load(std::memory_order_relaxed) + given, std::memory_order_relaxed);
    return given;
}

} // namespace dequantizer
