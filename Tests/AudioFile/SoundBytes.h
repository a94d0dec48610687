#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dequantizer
{

/// `count` bytes of a number, the lowest first.
[[nodiscard]] inline std::string littleEndian(std::uint64_t value, int count)
{
    std::string bytes;
    for (int i = 0; i < count; ++i)
        bytes.push_back(static_cast<char>(value >> (8 * i)));
    return bytes;
}

/// `count` bytes of a number, the highest first.
[[nodiscard]] inline std::string bigEndian(std::uint64_t value, int count)
{
    const auto bytes = littleEndian(value, count);
    return {bytes.rbegin(), bytes.rend()};
}

// Sound files of one channel around the bytes of their samples, made by hand so that the reader is put to the test by
// something that it shares no code with. `code` is the number by which the format names an encoding.

[[nodiscard]] std::string waveBytes(const std::string& samples, int code, int bits, std::uint32_t rate = 8000);
[[nodiscard]] std::string rf64Bytes(const std::string& samples, int code, int bits);
[[nodiscard]] std::string wave64Bytes(const std::string& samples, int code, int bits);
[[nodiscard]] std::string aiffBytes(const std::string& samples, int bits);
[[nodiscard]] std::string auBytes(const std::string& samples, int code);
[[nodiscard]] std::string cafBytes(const std::string& samples, int bits);       ///< big-endian integers
[[nodiscard]] std::string flacBytes(const std::vector<int>& samples, int bits); ///< one frame, uncompressed
[[nodiscard]] std::string svxBytes(const std::string& samples);                 ///< 8 bit, signed
[[nodiscard]] std::string vocBytes(const std::string& samples);                 ///< 8 bit, unsigned

} // namespace dequantizer
