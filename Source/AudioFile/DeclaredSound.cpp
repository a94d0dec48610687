#include "AudioFile/DeclaredSound.h"

#include "AudioFile/ChunkLayout.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace dequantizer
{

namespace
{
constexpr int maxDeclaredChunks = 10000; // more than in any real file
constexpr std::uint64_t openSize32 = 0xffffffffu;
constexpr std::uint64_t openSizeOfSox = 0x7ffff000u; // what SoX writes to a pipe
constexpr std::uint64_t openSize64 = ~std::uint64_t{0};

// The samples of a chunk that starts with `count` bytes of other data.
DeclaredSound withoutPrefix(DeclaredSound sound, std::uint64_t count)
{
    return {sound.begin + count, sound.bytes - std::min(sound.bytes, count)};
}

std::optional<DeclaredSound> soundChunk(std::istream& file, const ChunkLayout& layout)
{
    std::optional<std::uint64_t> size64; // RF64 stores the size in a separate chunk
    auto position = layout.firstChunk;
    for (int i = 0; i < maxDeclaredChunks; ++i)
    {
        const auto chunk = chunkAt(file, layout, position);
        if (!chunk)
            return std::nullopt;
        const auto id = chunk->id.substr(0, 4);
        if (id == "data" || id == "SSND" || id == "BODY")
        {
            const bool isOpen = layout.sizeBytes == 4 ? chunk->size == openSize32 || chunk->size == openSizeOfSox
                                                      : chunk->size == openSize64;
            if (isOpen && !size64)
                return std::nullopt;
            return withoutPrefix({chunk->content, isOpen ? *size64 : chunk->size},
                                 id == "SSND" ? 8 : layout.dataPrefix);
        }
        if (id == "ds64")
            size64 = numberIn(bytesAt(file, chunk->content + 8, 8), ByteOrder::little);
        const auto next = chunk->content + chunk->size + layout.padding(chunk->size);
        if (next <= position)
            return std::nullopt;
        position = next;
    }
    return std::nullopt;
}

// Blocks with one byte for the type and three for the size. The terminating block of type 0 may be missing.
std::optional<DeclaredSound> vocBlocks(std::istream& file, std::uint64_t firstBlock)
{
    auto position = firstBlock;
    for (int i = 0; i < maxDeclaredChunks; ++i)
    {
        const auto header = bytesAt(file, position, 4);
        if (header.size() < 4 || header[0] == 0)
            return DeclaredSound{firstBlock, position - firstBlock};
        position += 4 + numberIn(std::string_view(header).substr(1), ByteOrder::little);
    }
    return std::nullopt;
}
std::optional<DeclaredSound> find(std::istream& file)
{
    constexpr std::string_view voc = "Creative Voice File\x1a";
    const auto start = bytesAt(file, 0, 24);
    if (const auto layout = chunkLayoutOf(start))
        return soundChunk(file, *layout);
    if (start.size() < 24)
        return std::nullopt;
    if (start.starts_with(voc))
        return vocBlocks(file, numberIn(std::string_view(start).substr(voc.size(), 2), ByteOrder::little));
    if (start.starts_with(".snd") || start.starts_with("dns."))
    {
        const auto order = start[0] == '.' ? ByteOrder::big : ByteOrder::little;
        const auto size = numberIn(std::string_view(start).substr(8, 4), order);
        if (size != openSize32)
            return DeclaredSound{numberIn(std::string_view(start).substr(4, 4), order), size};
    }
    return std::nullopt;
}
} // namespace

std::optional<DeclaredSound> declaredSound(std::istream& file)
{
    const auto found = find(file);
    file.seekg(0);
    return found;
}

} // namespace dequantizer
