#include "AudioFile/FlacDepth.h"

#include <string>

namespace dequantizer
{

namespace
{
// The number of bits minus one is stored in the last bit of one byte and the upper half of the next.
constexpr std::size_t highBitAt = 20, lowBitsAt = 21;

unsigned byteAt(const std::string& bytes, std::size_t position)
{
    return static_cast<unsigned char>(bytes[position]);
}
} // namespace

std::optional<OddFlacDepth> oddFlacDepth(std::istream& file)
{
    std::string header(lowBitsAt + 1, '\0');
    file.read(header.data(), static_cast<std::streamsize>(header.size()));
    file.clear();
    file.seekg(0);
    if (!header.starts_with("fLaC"))
        return std::nullopt;
    const auto low = byteAt(header, lowBitsAt);
    const int bits = static_cast<int>((byteAt(header, highBitAt) & 1u) << 4 | low >> 4) + 1;
    if (bits != 12 && bits != 20)
        return std::nullopt;
    return OddFlacDepth{bits, lowBitsAt, static_cast<char>(low + (4u << 4))}; // four bits more
}

} // namespace dequantizer
