#pragma once

#include <sndfile.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dequantizer
{

/// The metadata that libsndfile converts from one file type to another: texts such as title and artist, cue points,
/// loops with the root note, the broadcast extension, and the assignment of channels to loudspeakers.
struct SoundTags
{
    std::vector<std::pair<int, std::string>> texts; ///< by SF_STR_TITLE and so on
    std::optional<SF_INSTRUMENT> instrument;
    std::vector<SF_CUE_POINT> cuePoints;
    std::optional<SF_BROADCAST_INFO> broadcast; ///< without its coding history
    std::vector<int> channelMap;
};

/// Reads what the file has. `handle` is open for reading.
[[nodiscard]] SoundTags readSoundTags(SNDFILE* handle);

/// Writes what the format can hold; the rest is dropped. `handle` is open for writing and has no samples yet.
void writeSoundTags(SNDFILE* handle, const SoundTags& tags);

} // namespace dequantizer
