#include "AudioFile/AiffLength.h"

#include "AudioFile/DeclaredSound.h"

#include <fstream>
#include <string>

namespace dequantizer
{

namespace
{
// "FORM", size, "AIFF", "COMM", size, number of channels
constexpr std::streamoff commonChunkAt = 12, framesAt = 22;

// The sound chunk starts with its size, an offset and a block size.
constexpr std::uint64_t soundPrefix = 8;
constexpr std::uint64_t sizeBeforeSound = 12;

std::string bigEndian32(std::uint64_t value)
{
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<char>(value >> shift));
    return bytes;
}
} // namespace

bool writeAiffLength(const std::filesystem::path& file, std::uint64_t frames, std::uint64_t bytes)
{
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    const auto sound = declaredSound(stream);
    std::string name(4, '\0');
    stream.seekg(commonChunkAt);
    stream.read(name.data(), static_cast<std::streamsize>(name.size()));
    if (!sound || name != "COMM")
        return false;
    stream.seekp(framesAt);
    stream << bigEndian32(frames);
    stream.seekp(static_cast<std::streamoff>(sound->begin - sizeBeforeSound));
    stream << bigEndian32(bytes + soundPrefix);
    stream.close();
    return !stream.fail();
}

} // namespace dequantizer
