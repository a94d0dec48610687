#include "AudioFile/FlacBlocks.h"

#include "AudioFile/ChunkLayout.h"
#include "AudioFile/InsertBytes.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <optional>

namespace dequantizer
{

namespace
{
constexpr unsigned padding = 1, application = 2, tags = 4, cueSheet = 5, picture = 6;
constexpr std::uint64_t firstBlock = 4; // after "fLaC"
constexpr std::size_t headerBytes = 4;
constexpr std::size_t maxBlockBytes = 64u << 20; // of all
constexpr char lastFlag = '\x80';

struct BlockHeader
{
    unsigned type;
    bool isLast;
    std::size_t size;
};

std::optional<BlockHeader> blockAt(std::istream& file, std::uint64_t position)
{
    const auto bytes = bytesAt(file, position, headerBytes);
    if (bytes.size() < headerBytes)
        return std::nullopt;
    return BlockHeader{static_cast<unsigned>(bytes[0] & 0x7f), (bytes[0] & lastFlag) != 0,
                       static_cast<std::size_t>(numberIn(bytes.substr(1), ByteOrder::big))};
}

std::string serialised(const FlacBlock& block)
{
    return static_cast<char>(block.type) + bytesOf(block.content.size(), headerBytes - 1, ByteOrder::big) +
           block.content;
}
} // namespace

std::vector<FlacBlock> readFlacBlocks(std::istream& file)
{
    std::vector<FlacBlock> blocks;
    std::size_t bytes = 0;
    auto position = firstBlock;
    for (bool isLast = bytesAt(file, 0, firstBlock) != "fLaC"; !isLast;)
    {
        const auto header = blockAt(file, position);
        if (!header)
            break;
        isLast = header->isLast;
        const bool isKept =
            header->type == application || header->type == tags || header->type == cueSheet || header->type == picture;
        if (isKept && bytes + header->size <= maxBlockBytes)
        {
            auto content = bytesAt(file, position + headerBytes, header->size);
            if (content.size() == header->size)
                blocks.push_back({header->type, std::move(content)});
            bytes += header->size;
        }
        position += headerBytes + header->size;
    }
    file.clear();
    file.seekg(0);
    return blocks;
}

bool addFlacBlocks(const std::filesystem::path& file, const std::vector<FlacBlock>& blocks)
{
    if (blocks.empty())
        return true;
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    auto position = firstBlock;
    auto header = blockAt(stream, position);
    while (header && header->type != tags && !header->isLast)
    {
        position += headerBytes + header->size;
        header = blockAt(stream, position);
    }
    if (!header || header->type != tags)
        return false;

    const auto replaced = headerBytes + header->size;
    std::string bytes;
    std::size_t lastAt = 0;
    for (const auto& block : blocks)
    {
        lastAt = bytes.size();
        bytes += serialised(block);
    }
    if (bytes.size() < replaced)
    {
        lastAt = bytes.size();
        const auto fill = std::max(replaced - bytes.size(), headerBytes) - headerBytes;
        bytes += serialised({padding, std::string(fill, '\0')});
    }
    if (header->isLast)
        bytes[lastAt] = static_cast<char>(bytes[lastAt] | lastFlag);
    const bool isReplaced = replaceBytes(stream, position, position + replaced, bytes);
    stream.close();
    return isReplaced && !stream.fail();
}

} // namespace dequantizer
