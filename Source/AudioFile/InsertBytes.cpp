#include "AudioFile/InsertBytes.h"

#include "AudioFile/ChunkLayout.h"

#include <algorithm>
#include <cassert>

namespace dequantizer
{

namespace
{
constexpr std::uint64_t bytesAtOnce = 1 << 20;
} // namespace

bool replaceBytes(std::fstream& file, std::uint64_t begin, std::uint64_t end, const std::string& bytes)
{
    assert(bytes.size() >= end - begin);
    const auto distance = bytes.size() - (end - begin);
    file.seekg(0, std::ios::end);
    auto unmoved = static_cast<std::uint64_t>(file.tellg()); // what lies after it has been moved
    while (distance > 0 && unmoved > end)
    {
        const auto count = std::min(bytesAtOnce, unmoved - end);
        unmoved -= count;
        const auto block = bytesAt(file, unmoved, static_cast<std::size_t>(count));
        file.seekp(static_cast<std::streamoff>(unmoved + distance));
        file << block;
    }
    file.seekp(static_cast<std::streamoff>(begin));
    file << bytes;
    return !file.fail();
}

} // namespace dequantizer
