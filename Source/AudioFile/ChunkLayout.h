#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

namespace dequantizer
{

enum class ByteOrder
{
    little,
    big
};

/// The families of file types that consist of chunks. The chunks of one family have the same meaning in all its files.
enum class ChunkFamily
{
    none,
    wave,   ///< WAV and RF64
    wave64, ///< Sony Wave64
    aiff,   ///< AIFF and AIFF-C
    svx,    ///< IFF 8SVX and 16SV
    caf,    ///< Apple Core Audio
    other   ///< other IFF types, and WAV with the most significant byte first
};

/// How a file type stores its chunks, each with an identifier and a size before its content.
struct ChunkLayout
{
    ChunkFamily family;
    std::uint64_t firstChunk; ///< in bytes from the start of the file
    std::size_t identifierBytes, sizeBytes;
    ByteOrder order;
    bool sizeCountsHeader;
    unsigned alignment;
    unsigned dataPrefix; ///< bytes before the samples in a chunk "data"

    [[nodiscard]] std::size_t headerBytes() const noexcept { return identifierBytes + sizeBytes; }

    /// The number of bytes after a chunk of `size` bytes up to the next one.
    [[nodiscard]] std::uint64_t padding(std::uint64_t size) const noexcept
    {
        return (alignment - size % alignment) % alignment;
    }
};

/// The layout of a file that begins with these bytes, at least 12; empty if it does not consist of chunks.
[[nodiscard]] std::optional<ChunkLayout> chunkLayoutOf(std::string_view start);

/// The header of a chunk.
struct ChunkHeader
{
    std::string id;
    std::uint64_t content; ///< where the content begins, in bytes from the start of the file
    std::uint64_t size;    ///< of the content in bytes, as declared
};

/// The header at `position`; empty at the end of the file.
[[nodiscard]] std::optional<ChunkHeader> chunkAt(std::istream& file, const ChunkLayout& layout, std::uint64_t position);

/// At most `count` bytes from `position` on. Clears the state of the stream.
[[nodiscard]] std::string bytesAt(std::istream& file, std::uint64_t position, std::size_t count);

/// The unsigned number in these at most 8 bytes.
[[nodiscard]] std::uint64_t numberIn(std::string_view bytes, ByteOrder order);

/// `value` in `count` bytes.
[[nodiscard]] std::string bytesOf(std::uint64_t value, std::size_t count, ByteOrder order);

} // namespace dequantizer
