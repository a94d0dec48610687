#include "AudioFile/SoundBytes.h"

#include <string_view>
#include <utility>

namespace dequantizer
{

namespace
{
constexpr std::uint32_t defaultRate = 8000;

// The "fmt " chunk of the WAV family, without its header.
std::string waveFormat(int code, int bits, std::uint32_t rate)
{
    const auto bytes = static_cast<std::uint32_t>(bits / 8);
    return littleEndian(static_cast<std::uint64_t>(code), 2) + littleEndian(1, 2) + littleEndian(rate, 4) +
           littleEndian(rate * bytes, 4) + littleEndian(bytes, 2) + littleEndian(static_cast<std::uint64_t>(bits), 2);
}

std::string padded(std::string chunk)
{
    return chunk.size() % 2 == 0 ? chunk : chunk + '\0';
}

// Numbers of any width, most significant bit first. The last byte is padded with zeros.
struct Bits
{
    void append(std::uint64_t value, int width)
    {
        for (int bit = width - 1; bit >= 0; --bit, ++count)
        {
            if (count % 8 == 0)
                bytes.push_back('\0');
            const auto one = static_cast<unsigned>(value >> bit & 1u) << (7 - count % 8);
            bytes.back() = static_cast<char>(static_cast<unsigned char>(bytes.back()) | one);
        }
    }

    std::string bytes;
    int count = 0;
};

// A cyclic redundancy check of `width` bits that starts from zero.
unsigned checksum(const std::string& bytes, int width, unsigned polynomial)
{
    unsigned remainder = 0;
    for (const char byte : bytes)
    {
        remainder ^= static_cast<unsigned>(static_cast<unsigned char>(byte)) << (width - 8);
        for (int i = 0; i < 8; ++i)
            remainder = (remainder << 1) ^ ((remainder >> (width - 1) & 1u) != 0 ? polynomial : 0u);
        remainder &= (1u << width) - 1u;
    }
    return remainder;
}

std::string wave64Chunk(std::string_view name, std::string content)
{
    const auto guid = name == "riff"
                          ? std::string("riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\x00\x00", 16)
                          : std::string(name) + std::string("\xf3\xac\xd3\x11\x8c\xd1\x00\xc0\x4f\x8e\xdb\x8a", 12);
    const auto size = content.size() + 24;
    content.resize((content.size() + 7) / 8 * 8, '\0');
    return guid + littleEndian(size, 8) + content;
}
} // namespace

std::string waveBytes(const std::string& samples, int code, int bits, std::uint32_t rate)
{
    const auto body = "WAVEfmt " + littleEndian(16, 4) + waveFormat(code, bits, rate) + "data" +
                      littleEndian(samples.size(), 4) + samples;
    return "RIFF" + littleEndian(padded(body).size(), 4) + padded(body);
}

std::string rf64Bytes(const std::string& samples, int code, int bits)
{
    const auto sizes = littleEndian(80 + samples.size(), 8) + littleEndian(samples.size(), 8) +
                       littleEndian(samples.size() / static_cast<std::size_t>(bits / 8), 8) + littleEndian(0, 4);
    return "RF64" + littleEndian(0xffffffff, 4) + "WAVEds64" + littleEndian(28, 4) + sizes + "fmt " +
           littleEndian(16, 4) + waveFormat(code, bits, defaultRate) + "data" + littleEndian(0xffffffff, 4) + samples;
}

std::string wave64Bytes(const std::string& samples, int code, int bits)
{
    const auto wave = std::string("wave\xf3\xac\xd3\x11\x8c\xd1\x00\xc0\x4f\x8e\xdb\x8a", 16);
    return wave64Chunk("riff",
                       wave + wave64Chunk("fmt ", waveFormat(code, bits, defaultRate)) + wave64Chunk("data", samples));
}

std::string aiffBytes(const std::string& samples, int bits)
{
    // 8000 as an 80 bit floating-point number: 2^12 * 1.953125
    const auto rate = bigEndian(0x400b, 2) + bigEndian(0xfa00000000000000u, 8);
    const auto frames = samples.size() / static_cast<std::size_t>(bits / 8);
    const auto common = bigEndian(1, 2) + bigEndian(frames, 4) + bigEndian(static_cast<std::uint64_t>(bits), 2) + rate;
    const auto body = "AIFFCOMM" + bigEndian(18, 4) + common + "SSND" + bigEndian(samples.size() + 8, 4) +
                      bigEndian(0, 8) + padded(samples);
    return "FORM" + bigEndian(body.size(), 4) + body;
}

std::string auBytes(const std::string& samples, int code)
{
    return ".snd" + bigEndian(24, 4) + bigEndian(samples.size(), 4) + bigEndian(static_cast<std::uint64_t>(code), 4) +
           bigEndian(defaultRate, 4) + bigEndian(1, 4) + samples;
}

std::string cafBytes(const std::string& samples, int bits)
{
    const auto bytes = static_cast<std::uint64_t>(bits / 8);
    const auto description = bigEndian(0x40bf400000000000u, 8) /* 8000 as a double */ + "lpcm" + bigEndian(0, 4) +
                             bigEndian(bytes, 4) + bigEndian(1, 4) + bigEndian(1, 4) +
                             bigEndian(static_cast<std::uint64_t>(bits), 4);
    return "caff" + bigEndian(1, 2) + bigEndian(0, 2) + "desc" + bigEndian(32, 8) + description + "data" +
           bigEndian(samples.size() + 4, 8) + bigEndian(0, 4) + samples;
}

// RFC 9639. One frame with one subframe of uncompressed samples.
std::string flacBytes(const std::vector<int>& samples, int bits)
{
    const auto count = static_cast<std::uint64_t>(samples.size());
    Bits info;
    for (const auto& [value, width] : std::vector<std::pair<std::uint64_t, int>>{{count, 16},
                                                                                 {count, 16},
                                                                                 {0, 24},
                                                                                 {0, 24},
                                                                                 {defaultRate, 20},
                                                                                 {0, 3},
                                                                                 {static_cast<unsigned>(bits - 1), 5},
                                                                                 {count, 36}})
        info.append(value, width);
    const auto header = "fLaC" + std::string(1, '\x80') + bigEndian(34, 3) + info.bytes + std::string(16, '\0');

    // Sync code, a block size of 16 bits to follow, the rate of the header, one channel, the bit depth, frame number 0.
    const std::uint64_t depthCode = bits == 8 ? 1 : bits == 12 ? 2 : bits == 16 ? 4 : bits == 20 ? 5 : 6;
    Bits frame;
    for (const auto& [value, width] : std::vector<std::pair<std::uint64_t, int>>{
             {0xfff8, 16}, {7, 4}, {0, 4}, {0, 4}, {depthCode, 3}, {0, 1}, {0, 8}, {count - 1, 16}})
        frame.append(value, width);
    frame.append(checksum(frame.bytes, 8, 0x07), 8);
    frame.append(2, 8); // verbatim
    for (const int sample : samples)
        frame.append(static_cast<std::uint64_t>(sample), bits);
    return header + frame.bytes + bigEndian(checksum(frame.bytes, 16, 0x8005), 2);
}

std::string svxBytes(const std::string& samples)
{
    const auto voice = bigEndian(samples.size(), 4) + bigEndian(0, 4) + bigEndian(0, 4) + bigEndian(defaultRate, 2) +
                       bigEndian(1, 1) + bigEndian(0, 1) + bigEndian(0x10000, 4);
    const auto body = "8SVXVHDR" + bigEndian(20, 4) + voice + "BODY" + bigEndian(samples.size(), 4) + padded(samples);
    return "FORM" + bigEndian(body.size(), 4) + body;
}

std::string vocBytes(const std::string& samples)
{
    constexpr int timeConstant = 256 - 1000000 / defaultRate;
    return "Creative Voice File\x1a" + littleEndian(26, 2) + littleEndian(0x010a, 2) + littleEndian(0x1129, 2) +
           littleEndian(1, 1) + littleEndian(samples.size() + 2, 3) + littleEndian(timeConstant, 1) +
           littleEndian(0, 1) + samples + '\0';
}

} // namespace dequantizer
