#pragma once

#include <filesystem>
#include <istream>
#include <string>
#include <vector>

namespace dequantizer
{

/// A metadata block of a FLAC file (RFC 9639, section 8).
struct FlacBlock
{
    unsigned type; ///< 0 .. 126
    std::string content;
};

/// The tags, pictures, cue sheets and application blocks of a FLAC file, in its order; none for other files. Blocks
/// that describe the samples are left out, and so is everything beyond 64 MB. Leaves the stream at its start.
[[nodiscard]] std::vector<FlacBlock> readFlacBlocks(std::istream& file);

/// Replaces the tags of a FLAC file that libsndfile wrote by these blocks. Returns false if it cannot be written.
[[nodiscard]] bool addFlacBlocks(const std::filesystem::path& file, const std::vector<FlacBlock>& blocks);

} // namespace dequantizer
