#include "AudioFile/DeclaredSound.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace dequantizer
{

namespace
{
constexpr int maxChunks = 10000; // more than in any real file
constexpr std::uint64_t openSize32 = 0xffffffffu;
constexpr std::uint64_t openSize64 = ~std::uint64_t{0};

enum class ByteOrder
{
    little,
    big
};

std::string bytesAt(std::istream& file, std::uint64_t position, std::size_t count)
{
    std::string bytes(count, '\0');
    file.clear();
    file.seekg(static_cast<std::streamoff>(position));
    file.read(bytes.data(), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    file.clear();
    return bytes;
}

std::uint64_t number(std::string_view bytes, ByteOrder order)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
    {
        const auto byte = static_cast<unsigned char>(bytes[order == ByteOrder::big ? i : bytes.size() - 1 - i]);
        value = value << 8 | byte;
    }
    return value;
}

// A file type that consists of chunks, each with an identifier and a size before its content.
struct ChunkLayout
{
    std::uint64_t firstChunk;
    std::size_t identifierBytes, sizeBytes;
    ByteOrder order;
    bool sizeCountsHeader;
    unsigned alignment;
    unsigned dataPrefix; // bytes before the samples in a chunk "data"
};

std::optional<ChunkLayout> layoutOf(std::string_view start)
{
    using enum ByteOrder;
    const auto id = start.substr(0, 4);
    if (id == "RIFF" || id == "RF64")
        return ChunkLayout{12, 4, 4, little, false, 2, 0};
    if (id == "RIFX" || id == "FORM")
        return ChunkLayout{12, 4, 4, big, false, 2, 0};
    if (id == "caff")
        return ChunkLayout{8, 4, 8, big, false, 1, 4};
    if (id == "riff")
        return ChunkLayout{40, 16, 8, little, true, 8, 0};
    return std::nullopt;
}

// The samples of a chunk that starts with `count` bytes of other data.
DeclaredSound withoutPrefix(DeclaredSound sound, std::uint64_t count)
{
    return {sound.begin + count, sound.bytes - std::min(sound.bytes, count)};
}

std::optional<DeclaredSound> soundChunk(std::istream& file, const ChunkLayout& layout)
{
    const std::size_t headerBytes = layout.identifierBytes + layout.sizeBytes;
    std::optional<std::uint64_t> size64; // RF64 stores the size in a separate chunk
    auto position = layout.firstChunk;
    for (int i = 0; i < maxChunks; ++i)
    {
        const auto header = bytesAt(file, position, headerBytes);
        if (header.size() < headerBytes)
            return std::nullopt;
        const auto id = header.substr(0, 4);
        auto size = number(std::string_view(header).substr(layout.identifierBytes), layout.order);
        if (layout.sizeCountsHeader)
            size = size >= headerBytes ? size - headerBytes : 0;
        const auto content = position + headerBytes;
        if (id == "data" || id == "SSND" || id == "BODY")
        {
            const bool isOpen = size == (layout.sizeBytes == 4 ? openSize32 : openSize64);
            if (isOpen && !size64)
                return std::nullopt;
            return withoutPrefix({content, isOpen ? *size64 : size}, id == "SSND" ? 8 : layout.dataPrefix);
        }
        if (id == "ds64")
            size64 = number(bytesAt(file, content + 8, 8), layout.order);
        const auto next = content + size + (layout.alignment - size % layout.alignment) % layout.alignment;
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
    for (int i = 0; i < maxChunks; ++i)
    {
        const auto header = bytesAt(file, position, 4);
        if (header.size() < 4 || header[0] == 0)
            return DeclaredSound{firstBlock, position - firstBlock};
        position += 4 + number(std::string_view(header).substr(1), ByteOrder::little);
    }
    return std::nullopt;
}
std::optional<DeclaredSound> find(std::istream& file)
{
    constexpr std::string_view voc = "Creative Voice File\x1a";
    const auto start = bytesAt(file, 0, 24);
    if (const auto layout = layoutOf(start))
        return soundChunk(file, *layout);
    if (start.size() < 24)
        return std::nullopt;
    if (start.starts_with(voc))
        return vocBlocks(file, number(std::string_view(start).substr(voc.size(), 2), ByteOrder::little));
    if (start.starts_with(".snd") || start.starts_with("dns."))
    {
        const auto order = start[0] == '.' ? ByteOrder::big : ByteOrder::little;
        const auto size = number(std::string_view(start).substr(8, 4), order);
        if (size != openSize32)
            return DeclaredSound{number(std::string_view(start).substr(4, 4), order), size};
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
