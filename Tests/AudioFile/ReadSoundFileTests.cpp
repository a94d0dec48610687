#include "AudioFile/ReadSoundFile.h"
#include "AudioFile/SoundBytes.h"
#include "AudioFile/SoundFileError.h"
#include "Catch.h"
#include "TemporaryFolder.h"

#include <bit>
#include <cmath>
#include <fstream>

using namespace dequantizer;

namespace
{
// An odd number of signed integers over the whole range.
std::vector<int> integers(int bits)
{
    std::vector<int> values;
    const int limit = 1 << (bits - 1);
    for (int i = 0; i < 301; ++i)
        values.push_back(static_cast<int>((static_cast<long long>(i) * 7919 * 104729) % limit) * (i % 2 == 0 ? 1 : -1));
    values[1] = -limit;
    values[2] = limit - 1;
    return values;
}

using Encode = std::string (*)(std::uint64_t, int);

std::string encoded(const std::vector<int>& values, int bits, Encode encode, int offset = 0)
{
    std::string bytes;
    for (const int value : values)
        bytes += encode(static_cast<std::uint64_t>(value + offset), bits / 8);
    return bytes;
}

Sound read(const std::string& bytes)
{
    const TemporaryFolder folder;
    std::ofstream(folder / "sound", std::ios::binary) << bytes; // no extension: the content determines the format
    return readSoundFile(folder / "sound");
}

void checkIntegers(const std::string& bytes, const std::vector<int>& values, int bits)
{
    const auto sound = read(bytes);
    CHECK(sound.sampleRate == 8000.0);
    CHECK(sound.encoding == SampleEncoding::linear);
    CHECK_FALSE(sound.floatingPoint);
    CHECK(sound.bitsPerSample == bits);
    REQUIRE(sound.channels.size() == 1);
    REQUIRE(sound.length() == values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        REQUIRE(static_cast<double>(sound.channels[0][i]) == std::ldexp(static_cast<double>(values[i]), 1 - bits));
}
} // namespace

TEST_CASE("Integer samples are read exactly from every container", "[audio-file]")
{
    constexpr int pcm = 1, au8 = 2, au16 = 3, au24 = 4;
    const auto bytes8 = encoded(integers(8), 8, bigEndian);
    const auto unsigned8 = encoded(integers(8), 8, littleEndian, 128);
    checkIntegers(waveBytes(unsigned8, pcm, 8), integers(8), 8);
    checkIntegers(aiffBytes(bytes8, 8), integers(8), 8);
    checkIntegers(auBytes(bytes8, au8), integers(8), 8);
    checkIntegers(svxBytes(bytes8), integers(8), 8);
    checkIntegers(vocBytes(unsigned8), integers(8), 8);
    checkIntegers(cafBytes(bytes8, 8), integers(8), 8);

    const int bits = GENERATE(16, 24);
    const auto little = encoded(integers(bits), bits, littleEndian), big = encoded(integers(bits), bits, bigEndian);
    checkIntegers(waveBytes(little, pcm, bits), integers(bits), bits);
    checkIntegers(rf64Bytes(little, pcm, bits), integers(bits), bits);
    checkIntegers(wave64Bytes(little, pcm, bits), integers(bits), bits);
    checkIntegers(aiffBytes(big, bits), integers(bits), bits);
    checkIntegers(auBytes(big, bits == 16 ? au16 : au24), integers(bits), bits);
    checkIntegers(cafBytes(big, bits), integers(bits), bits);
}

TEST_CASE("FLAC files of every usual depth are read exactly", "[audio-file]")
{
    const int bits = GENERATE(8, 12, 16, 20, 24);
    CAPTURE(bits);
    checkIntegers(flacBytes(integers(bits), bits), integers(bits), bits);
}

TEST_CASE("32 bit integers are rounded to the nearest float", "[audio-file]")
{
    const std::vector<int> values{0x7fffffff, -0x7fffffff, 0x12345678, 1, -1, 0x01000001};
    const auto sound = read(waveBytes(encoded(values, 32, littleEndian), 1, 32));
    CHECK(sound.bitsPerSample == 32);
    for (std::size_t i = 0; i < values.size(); ++i)
        CHECK(sound.channels[0][i] == static_cast<float>(std::ldexp(static_cast<double>(values[i]), -31)));
}

TEST_CASE("Floating-point samples are read unchanged", "[audio-file]")
{
    constexpr int floatingPoint = 3;
    const std::vector<float> values{0.0f, 1.0f, -1.5f, 1e-30f, 0.1f, -3e38f, 1e-45f};
    std::string singles, doubles;
    for (const float value : values)
    {
        singles += littleEndian(std::bit_cast<std::uint32_t>(value), 4);
        doubles += littleEndian(std::bit_cast<std::uint64_t>(static_cast<double>(value)), 8);
    }
    for (const int bits : {32, 64})
    {
        const auto sound = read(waveBytes(bits == 32 ? singles : doubles, floatingPoint, bits));
        CHECK(sound.channels[0] == values);
        CHECK(sound.floatingPoint);
        CHECK(sound.bitsPerSample == bits);
    }
}

// ITU-T G.711, section 3, table 2: a sign, three bits of exponent, four of mantissa, all inverted.
TEST_CASE("mu-law is decoded exactly", "[audio-file]")
{
    constexpr int muLaw = 7, auMuLaw = 1;
    std::string codes;
    std::vector<float> expected;
    for (int code = 0; code < 256; ++code)
    {
        codes.push_back(static_cast<char>(code));
        const int inverted = ~code;
        const int magnitude = ((((inverted & 15) << 3) + 132) << ((inverted >> 4) & 7)) - 132;
        expected.push_back(static_cast<float>((inverted & 128) != 0 ? -magnitude : magnitude) / 32768.0f);
    }
    for (const auto& bytes : {waveBytes(codes, muLaw, 8), auBytes(codes, auMuLaw)})
    {
        const auto sound = read(bytes);
        CHECK(sound.encoding == SampleEncoding::muLaw);
        CHECK(sound.bitsPerSample == 8);
        CHECK(sound.channels[0] == expected);
    }
}

// ITU-T G.711, section 3, table 1: every other bit inverted; the lowest two segments are one straight line.
TEST_CASE("A-law is decoded exactly", "[audio-file]")
{
    constexpr int aLaw = 6, auALaw = 27;
    std::string codes;
    std::vector<float> expected;
    for (int code = 0; code < 256; ++code)
    {
        codes.push_back(static_cast<char>(code));
        const int inverted = code ^ 0x55, exponent = (inverted >> 4) & 7, mantissa = inverted & 15;
        const int magnitude = exponent == 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 264) << (exponent - 1);
        expected.push_back(static_cast<float>((inverted & 128) != 0 ? magnitude : -magnitude) / 32768.0f);
    }
    for (const auto& bytes : {waveBytes(codes, aLaw, 8), auBytes(codes, auALaw)})
    {
        const auto sound = read(bytes);
        CHECK(sound.encoding == SampleEncoding::aLaw);
        CHECK(sound.channels[0] == expected);
    }
}

TEST_CASE("A WAV file of unknown size, as written to a pipe, is read to its end", "[audio-file]")
{
    auto bytes = waveBytes(encoded(integers(16), 16, littleEndian), 1, 16);
    bytes.replace(4, 4, littleEndian(0xffffffff, 4));
    bytes.replace(40, 4, littleEndian(0xffffffff, 4));
    checkIntegers(bytes, integers(16), 16);
}

TEST_CASE("Data after the audio of a file is not read as audio", "[audio-file]")
{
    const auto values = integers(8);
    checkIntegers(waveBytes(encoded(values, 8, littleEndian, 128), 1, 8) + "LIST" + littleEndian(4, 4) + "INFO", values,
                  8);
}

TEST_CASE("Impossible sample rates are rejected", "[audio-file]")
{
    const std::string samples(2000, '\0');
    CHECK(read(waveBytes(samples, 1, 16, 768000)).sampleRate == 768000.0);
    for (const std::uint32_t rate : {0u, 1000001u, 9000000u, 67000000u, 0x7fffffffu, 0x80000000u, 0xffffffffu})
    {
        CAPTURE(rate);
        CHECK_THROWS_AS(read(waveBytes(samples, 1, 16, rate)), SoundFileError);
    }
}
