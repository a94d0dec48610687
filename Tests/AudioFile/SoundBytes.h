#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dequantizer
{

/// `count` bytes of a number, least significant first.
[[nodiscard]] inline std::string littleEndian(std::uint64_t value, int count)
{
    std::string bytes;
    for (int i = 0; i < count; ++i)
        bytes.push_back(static_cast<char>(value >> (8 * i)));
    return bytes;
}

/// `count` bytes of a number, most significant first.
[[nodiscard]] inline std::string bigEndian(std::uint64_t value, int count)
{
    const auto bytes = littleEndian(value, count);
    return {bytes.rbegin(), bytes.rend()};
}

// Mono sound files made from the bytes of their samples, byte by byte, so that the tests share no code with the reader.
// `code` is the number of the encoding in the format.

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
