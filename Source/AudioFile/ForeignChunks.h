#pragma once

#include "AudioFile/ChunkLayout.h"

#include <filesystem>
#include <istream>
#include <string>
#include <vector>

namespace dequantizer
{

/// The chunks of a file beside its format and its samples: loops, cue points, names, the broadcast extension and any
/// others. They keep their meaning in a file of the same family with the same sample rate and length.
struct ForeignChunks
{
    struct Chunk
    {
        std::string id, content;
    };

    ChunkFamily family = ChunkFamily::none;
    std::vector<Chunk> chunks; ///< in the order of the file

    /// The content of the first chunk with this identifier; empty if there is none.
    [[nodiscard]] std::string content(std::string_view id) const;

    /// The number of bytes that the chunks need in a file, at most.
    [[nodiscard]] std::uint64_t bytes() const;
};

/// Reads them. Chunks that describe how the samples are stored, or that follow from them, such as fill bytes and
/// overviews, are left out, and so is everything beyond 64 MB. The voice header of 8SVX, with its repeat part, counts
/// as a foreign chunk. Leaves the stream at its start. `family` is `none` or `other` for files without known chunks.
[[nodiscard]] ForeignChunks readForeignChunks(std::istream& file);

/// Adds the chunks to a file of the same family that libsndfile wrote. Returns false if the file cannot be written or
/// is of another family.
[[nodiscard]] bool addForeignChunks(const std::filesystem::path& file, const ForeignChunks& foreign);

} // namespace dequantizer
