#include "AudioFile/AiffLength.h"

#include "AudioFile/ChunkLayout.h"

#include <fstream>

namespace dequantizer
{

namespace
{
constexpr std::uint64_t framesAt = 2; // in the chunk COMM, after the number of channels

// The sound chunk starts with an offset and a block size.
constexpr std::uint64_t soundPrefix = 8;

constexpr int maxAiffChunks = 1000;
} // namespace

bool writeAiffLength(const std::filesystem::path& file, std::uint64_t frames, std::uint64_t bytes)
{
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    const auto layout = chunkLayoutOf(bytesAt(stream, 0, 12));
    if (!layout || layout->family != ChunkFamily::aiff)
        return false;
    const auto write = [&](std::uint64_t position, std::uint64_t value)
    {
        stream.seekp(static_cast<std::streamoff>(position));
        stream << bytesOf(value, 4, layout->order);
    };
    bool hasFrames = false;
    auto position = layout->firstChunk;
    for (int i = 0; i < maxAiffChunks; ++i)
    {
        const auto chunk = chunkAt(stream, *layout, position);
        if (!chunk)
            break;
        if (chunk->id == "COMM")
        {
            write(chunk->content + framesAt, frames);
            hasFrames = true;
        }
        if (chunk->id == "SSND")
        {
            write(chunk->content - layout->sizeBytes, bytes + soundPrefix);
            stream.close();
            return hasFrames && !stream.fail();
        }
        position = chunk->content + chunk->size + layout->padding(chunk->size);
    }
    return false;
}

} // namespace dequantizer
