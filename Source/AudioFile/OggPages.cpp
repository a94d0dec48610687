#include "AudioFile/OggPages.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>

namespace dequantizer
{

namespace
{
// RFC 3533, section 6: a header of 27 bytes, up to 255 segment sizes, and the segments of up to 255 bytes each.
constexpr std::size_t headerBytes = 27;
constexpr std::size_t largestPage = headerBytes + 255 + 255 * 255;
constexpr std::size_t flagsAt = 5, segmentCountAt = 26;
constexpr unsigned endOfStream = 4;

unsigned byteAt(std::string_view bytes, std::size_t position)
{
    return static_cast<unsigned char>(bytes[position]);
}

bool isWhole(std::string_view page)
{
    if (page.size() < headerBytes)
        return false;
    const std::size_t segments = byteAt(page, segmentCountAt);
    if (page.size() < headerBytes + segments)
        return false;
    std::size_t size = headerBytes + segments;
    for (std::size_t i = 0; i < segments; ++i)
        size += byteAt(page, headerBytes + i);
    return page.size() >= size;
}
} // namespace

bool endsWithLastOggPage(std::istream& file, std::uint64_t size)
{
    const auto count = std::min<std::uint64_t>(size, 2 * largestPage);
    std::string bytes(static_cast<std::size_t>(count), '\0');
    const auto position = file.tellg();
    file.seekg(static_cast<std::streamoff>(size - count));
    file.read(bytes.data(), static_cast<std::streamsize>(count));
    const bool isRead = file.gcount() == static_cast<std::streamsize>(count);
    file.clear();
    file.seekg(position);
    const auto last = bytes.rfind(std::string("OggS\0", 5));
    if (!isRead || last == std::string::npos)
        return false;
    const auto page = std::string_view(bytes).substr(last);
    return isWhole(page) && (byteAt(page, flagsAt) & endOfStream) != 0;
}

} // namespace dequantizer
