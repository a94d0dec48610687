#include "AudioFile/ForeignChunks.h"

#include "AudioFile/InsertBytes.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <span>

namespace dequantizer
{

namespace
{
constexpr int maxForeignChunks = 10000;
constexpr std::uint64_t maxBytes = 64u << 20;
constexpr std::size_t startBytes = 12;

using Names = std::span<const std::string_view>;

// The chunks that the writer makes itself, and those that are wrong after the samples have changed.
Names ownChunks(ChunkFamily family)
{
    static constexpr std::array<std::string_view, 13> wave{"fmt ", "fact", "data", "ds64", "PEAK", "JUNK", "junk",
                                                           "FLLR", "PAD ", "wavl", "slnt", "levl", "MD5 "};
    static constexpr std::array<std::string_view, 6> wave64{"fmt ", "fact", "data", "levl", "JUNK", "junk"};
    static constexpr std::array<std::string_view, 5> aiff{"COMM", "SSND", "FVER", "PEAK", "FLLR"};
    static constexpr std::array<std::string_view, 2> svx{"BODY", "CHAN"};
    static constexpr std::array<std::string_view, 8> caf{"desc", "data", "pakt", "kuki",
                                                         "free", "peak", "ovvw", "chan"};
    switch (family)
    {
    case ChunkFamily::wave:
        return wave;
    case ChunkFamily::wave64:
        return wave64;
    case ChunkFamily::aiff:
        return aiff;
    case ChunkFamily::svx:
        return svx;
    case ChunkFamily::caf:
        return caf;
    default:
        return {};
    }
}

bool isKnown(ChunkFamily family)
{
    return !ownChunks(family).empty();
}

// A whole number of chunks, with their padding.
std::string serialised(const ForeignChunks& foreign, const ChunkLayout& layout)
{
    std::string bytes;
    for (const auto& [id, content] : foreign.chunks)
    {
        const auto size = content.size() + (layout.sizeCountsHeader ? layout.headerBytes() : 0);
        bytes += id;
        bytes += bytesOf(size, layout.sizeBytes, layout.order);
        bytes += content;
        bytes.append(static_cast<std::size_t>(layout.padding(content.size())), '\0');
    }
    return bytes;
}

// The voice header describes the loop in its first three numbers and the volume in its last one.
constexpr std::size_t loopBytes = 12, volumeAt = 16, voiceHeaderBytes = 20;

// Replaces the chunks before the samples, because most programs stop reading there.
bool rewriteSvx(std::fstream& file, const ChunkLayout& layout, const ForeignChunks& foreign)
{
    const auto header = chunkAt(file, layout, layout.firstChunk);
    if (!header || header->id != "VHDR" || header->size != voiceHeaderBytes)
        return false;
    auto others = foreign;
    std::erase_if(others.chunks, [](const auto& chunk) { return chunk.id == "VHDR"; });
    if (const auto voice = foreign.content("VHDR"); voice.size() == voiceHeaderBytes)
    {
        file.seekp(static_cast<std::streamoff>(header->content));
        file << voice.substr(0, loopBytes);
        file.seekp(static_cast<std::streamoff>(header->content + volumeAt));
        file << voice.substr(volumeAt);
    }
    const auto begin = header->content + header->size;
    for (auto position = begin;;)
    {
        const auto chunk = chunkAt(file, layout, position);
        if (!chunk)
            return false;
        if (chunk->id == "BODY")
            return replaceBytes(file, begin, position, serialised(others, layout));
        position = chunk->content + chunk->size + layout.padding(chunk->size);
    }
}

bool append(std::fstream& file, const ChunkLayout& layout, const ForeignChunks& foreign)
{
    file.seekp(0, std::ios::end);
    const auto end = static_cast<std::uint64_t>(file.tellp());
    file << std::string(static_cast<std::size_t>(layout.padding(end)), '\0') << serialised(foreign, layout);
    return !file.fail();
}

// Writes the size of the file to its header.
bool updateSize(std::fstream& file, const ChunkLayout& layout)
{
    constexpr std::uint64_t sizeOfWave64At = 16, sizeAt = 4, sizeOfRf64At = 20;
    file.seekp(0, std::ios::end);
    const auto size = static_cast<std::uint64_t>(file.tellp());
    const bool isRf64 = bytesAt(file, 0, 4) == "RF64";
    const auto put = [&](std::uint64_t position, std::uint64_t value, std::size_t count)
    {
        file.seekp(static_cast<std::streamoff>(position));
        file << bytesOf(value, count, layout.order);
    };
    if (layout.family == ChunkFamily::wave64)
        put(sizeOfWave64At, size, 8);
    else if (isRf64)
        put(sizeOfRf64At, size - 8, 8);
    else if (layout.family != ChunkFamily::caf)
        put(sizeAt, size - 8, 4);
    return !file.fail();
}
} // namespace

std::string ForeignChunks::content(std::string_view id) const
{
    const auto found = std::find_if(chunks.begin(), chunks.end(), [id](const Chunk& chunk) { return chunk.id == id; });
    return found != chunks.end() ? found->content : std::string();
}

std::uint64_t ForeignChunks::bytes() const
{
    constexpr std::uint64_t mostPerChunk = 32; // header and padding
    std::uint64_t sum = 0;
    for (const auto& chunk : chunks)
        sum += chunk.content.size() + mostPerChunk;
    return sum;
}

ForeignChunks readForeignChunks(std::istream& file)
{
    ForeignChunks foreign;
    const auto layout = chunkLayoutOf(bytesAt(file, 0, startBytes));
    if (layout && isKnown(layout->family))
    {
        foreign.family = layout->family;
        const auto own = ownChunks(layout->family);
        std::uint64_t soundBytes = 0; // in RF64
        auto position = layout->firstChunk;
        for (int i = 0; i < maxForeignChunks; ++i)
        {
            auto chunk = chunkAt(file, *layout, position);
            if (!chunk)
                break;
            const auto name = chunk->id.substr(0, 4);
            if (name == "ds64")
                soundBytes = numberIn(bytesAt(file, chunk->content + 8, 8), layout->order);
            if (name == "data" && chunk->size == 0xffffffffu)
                chunk->size = soundBytes;
            if (std::find(own.begin(), own.end(), name) == own.end() && chunk->size <= maxBytes &&
                foreign.bytes() + chunk->size <= maxBytes)
            {
                auto content = bytesAt(file, chunk->content, static_cast<std::size_t>(chunk->size));
                if (content.size() == chunk->size)
                    foreign.chunks.push_back({chunk->id, std::move(content)});
            }
            const auto next = chunk->content + chunk->size + layout->padding(chunk->size);
            if (next <= position)
                break;
            position = next;
        }
    }
    file.clear();
    file.seekg(0);
    return foreign;
}

bool addForeignChunks(const std::filesystem::path& file, const ForeignChunks& foreign)
{
    if (foreign.chunks.empty())
        return true;
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    const auto layout = chunkLayoutOf(bytesAt(stream, 0, startBytes));
    if (!layout || layout->family != foreign.family)
        return false;
    const bool isAdded =
        foreign.family == ChunkFamily::svx ? rewriteSvx(stream, *layout, foreign) : append(stream, *layout, foreign);
    const bool isUpdated = isAdded && updateSize(stream, *layout);
    stream.close();
    return isUpdated && !stream.fail();
}

} // namespace dequantizer
