#pragma once

#include "AudioFile/Sound.h"
#include "AudioFile/SoundLoop.h"
#include "AudioFile/SoundReader.h"

namespace dequantizer
{

/// A loop and what comes before it.
struct LoopInput
{
    Channels lead; ///< at most the last `longestLead` samples before the loop
    Channels loop;

    static constexpr std::uint64_t longestLead = 1 << 18;
};

/// Reads them from the beginning of a sound. Throws SoundFileError.
[[nodiscard]] LoopInput readLoopInput(SoundReader& reader, const SoundLoop& loop);

} // namespace dequantizer
