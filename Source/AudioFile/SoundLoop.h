#pragma once

#include "AudioFile/ForeignChunks.h"
#include "AudioFile/SoundTags.h"

#include <cstdint>
#include <optional>

namespace dequantizer
{

enum class LoopDirection
{
    forward,
    pingPong, ///< forward, backward, forward, ...
    backward
};

/// The part of a sound that is repeated while a key is held: samples begin .. end - 1 of each channel.
struct SoundLoop
{
    std::uint64_t begin = 0, end = 0;
    LoopDirection direction = LoopDirection::forward;

    [[nodiscard]] std::uint64_t length() const noexcept { return end - begin; }
    friend bool operator==(const SoundLoop&, const SoundLoop&) = default;
};

/// The first loop of a WAV file ("smpl"), the sustain loop of an AIFF file ("INST" and "MARK") or the repeat part of an
/// 8SVX file ("VHDR"). For other files, the first loop that libsndfile finds. Empty if there is none with at least one
/// of the `length` samples.
[[nodiscard]] std::optional<SoundLoop> soundLoopOf(const ForeignChunks& chunks, const SoundTags& tags,
                                                   std::uint64_t length);

/// Gives the tags a description of the loop, with middle C as the root note, if they have none.
void describeLoop(const SoundLoop& loop, SoundTags& tags);

} // namespace dequantizer
