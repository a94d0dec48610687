#pragma once

#include "AudioFile/SoundBytes.h"

#include <string>

namespace dequantizer
{

/// `text` in exactly `count` bytes.
[[nodiscard]] inline std::string field(std::string text, std::size_t count)
{
    text.resize(count, '\0');
    return text;
}

// Modules with one sample each and no patterns of interest, made byte by byte, so that the tests share no code with the
// reader. The loop is that of samples `begin` .. `begin + length` - 1.

/// 8 bits, signed; even numbers only.
[[nodiscard]] inline std::string modBytes(const std::string& samples, std::uint32_t begin, std::uint32_t length)
{
    std::string bytes = field("title", 20);
    for (int i = 0; i < 31; ++i)
        bytes += i == 1 ? field("Bell", 22) + bigEndian(samples.size() / 2, 2) + std::string("\x00\x40", 2) +
                              bigEndian(begin / 2, 2) + bigEndian(length / 2, 2)
                        : field("", 28) + bigEndian(1, 2);
    bytes += std::string("\x01\x7f", 2) + field("", 128) + "M.K.";
    return bytes + field("", 64 * 4 * 4) + samples;
}

/// 8 or 16 bits, unsigned.
[[nodiscard]] inline std::string s3mBytes(const std::string& samples, int width, std::uint32_t begin, std::uint32_t end)
{
    const auto count = samples.size() / static_cast<std::size_t>(width);
    std::string bytes = field("title", 28) + std::string("\x1a\x10\0\0", 4) + littleEndian(2, 2) + littleEndian(1, 2) +
                        littleEndian(0, 2) + field("", 4) + littleEndian(2, 2) + "SCRM";
    bytes = field(bytes, 96) + "\xff\xff" + littleEndian(7, 2); // the header of the sample lies at 7 * 16 = 112
    bytes = field(bytes, 112) + '\x01' + field("bell.wav", 12) + '\0' + littleEndian(12, 2) + littleEndian(count, 4) +
            littleEndian(begin, 4) + littleEndian(end, 4) + std::string("\x40\0\0", 3) +
            static_cast<char>(1 | (width == 2 ? 4 : 0)) + littleEndian(11025, 4) + field("", 12) + field("Bell", 28) +
            "SCRS";
    return field(bytes, 192) + samples; // 12 * 16
}

/// 8 or 16 bits, stored as differences. One pattern of ten bytes.
[[nodiscard]] inline std::string xmBytes(const std::string& differences, int width, std::uint32_t begin,
                                         std::uint32_t length, int loopKind)
{
    const auto unit = static_cast<std::uint32_t>(width);
    std::string bytes =
        "Extended Module: " + field("title", 20) + '\x1a' + field("tracker", 20) + littleEndian(0x104, 2);
    bytes += littleEndian(20 + 256, 4) + littleEndian(1, 2) + littleEndian(0, 2) + littleEndian(4, 2) +
             littleEndian(1, 2) + littleEndian(1, 2) + field("", 6) + field("", 256);
    bytes += littleEndian(9, 4) + '\0' + littleEndian(64, 2) + littleEndian(10, 2) + field("", 10);
    bytes += littleEndian(263, 4) + field("instrument", 22) + '\0' + littleEndian(1, 2) + littleEndian(40, 4);
    bytes += field("", 263 - 33);
    bytes += littleEndian(differences.size(), 4) + littleEndian(begin * unit, 4) + littleEndian(length * unit, 4) +
             std::string("\x40\0", 2) + static_cast<char>(loopKind | (width == 2 ? 16 : 0)) + '\x7f' + '\x0c' + '\0' +
             field("Bell", 22);
    return bytes + differences;
}

/// `flags` and `conversion` as in the format; `count` samples in `data`.
[[nodiscard]] inline std::string itBytes(const std::string& data, std::size_t count, int flags, int conversion,
                                         std::uint32_t begin, std::uint32_t end)
{
    std::string bytes = "IMPM" + field("title", 26) + field("", 2) + littleEndian(0, 2) + littleEndian(0, 2) +
                        littleEndian(1, 2) + littleEndian(0, 2);
    bytes = field(bytes, 192) + littleEndian(196, 4);
    bytes += "IMPS" + field("bell.wav", 12) + '\0' + '\x40' + static_cast<char>(flags) + '\x40' + field("Bell", 26) +
             static_cast<char>(conversion) + '\0' + littleEndian(count, 4) + littleEndian(begin, 4) +
             littleEndian(end, 4) + littleEndian(22050, 4) + field("", 8) + littleEndian(196 + 80, 4) + field("", 4);
    return bytes + data;
}

} // namespace dequantizer
