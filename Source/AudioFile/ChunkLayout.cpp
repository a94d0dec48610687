#include "AudioFile/ChunkLayout.h"

#include <algorithm>

namespace dequantizer
{

std::string bytesAt(std::istream& file, std::uint64_t position, std::size_t count)
{
    constexpr std::size_t most = 1 << 16; // at a time, since `count` may come from a header that lies
    std::string bytes;
    file.clear();
    file.seekg(static_cast<std::streamoff>(position));
    while (bytes.size() < count && file)
    {
        const auto before = bytes.size();
        bytes.resize(before + std::min(most, count - before));
        file.read(bytes.data() + before, static_cast<std::streamsize>(bytes.size() - before));
        bytes.resize(before + static_cast<std::size_t>(file.gcount()));
    }
    file.clear();
    return bytes;
}

std::uint64_t numberIn(std::string_view bytes, ByteOrder order)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
    {
        const auto byte = static_cast<unsigned char>(bytes[order == ByteOrder::big ? i : bytes.size() - 1 - i]);
        value = value << 8 | byte;
    }
    return value;
}

std::string bytesOf(std::uint64_t value, std::size_t count, ByteOrder order)
{
    std::string bytes;
    for (std::size_t i = 0; i < count; ++i)
        bytes.push_back(static_cast<char>(value >> 8 * (order == ByteOrder::little ? i : count - 1 - i)));
    return bytes;
}

std::optional<ChunkLayout> chunkLayoutOf(std::string_view start)
{
    using enum ByteOrder;
    using enum ChunkFamily;
    const auto id = start.substr(0, 4);
    const auto type = start.size() >= 12 ? start.substr(8, 4) : std::string_view();
    if (id == "RIFF" || id == "RF64")
        return ChunkLayout{type == "WAVE" ? wave : other, 12, 4, 4, little, false, 2, 0};
    if (id == "RIFX")
        return ChunkLayout{other, 12, 4, 4, big, false, 2, 0};
    if (id == "FORM")
    {
        const auto family = type == "AIFF" || type == "AIFC" ? aiff : type == "8SVX" || type == "16SV" ? svx : other;
        return ChunkLayout{family, 12, 4, 4, big, false, 2, 0};
    }
    if (id == "caff")
        return ChunkLayout{caf, 8, 4, 8, big, false, 1, 4};
    if (id == "riff")
        return ChunkLayout{wave64, 40, 16, 8, little, true, 8, 0};
    return std::nullopt;
}

std::optional<ChunkHeader> chunkAt(std::istream& file, const ChunkLayout& layout, std::uint64_t position)
{
    const auto bytes = bytesAt(file, position, layout.headerBytes());
    if (bytes.size() < layout.headerBytes())
        return std::nullopt;
    auto size = numberIn(std::string_view(bytes).substr(layout.identifierBytes), layout.order);
    if (layout.sizeCountsHeader)
        size = size >= bytes.size() ? size - bytes.size() : 0;
    return ChunkHeader{bytes.substr(0, layout.identifierBytes), position + bytes.size(), size};
}

} // namespace dequantizer
