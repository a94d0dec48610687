#pragma once

#include "AudioFile/FlacBlocks.h"
#include "AudioFile/ForeignChunks.h"
#include "AudioFile/SoundLoop.h"
#include "AudioFile/SoundTags.h"

#include <optional>
#include <vector>

namespace dequantizer
{

/// Everything in a sound file beside the sound that can be kept. A file of the same type gets all of it, byte for byte;
/// another one gets what libsndfile converts.
struct SoundExtras
{
    ForeignChunks chunks;
    std::vector<FlacBlock> flacBlocks;
    SoundTags tags;
    std::optional<SoundLoop> loop; ///< also part of the above
};

} // namespace dequantizer
