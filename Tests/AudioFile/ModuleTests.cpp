#include "AudioFile/Module/ModuleSampleFile.h"
#include "AudioFile/Module/TrackerModule.h"
#include "AudioFile/ModuleBytesForTests.h"
#include "AudioFile/ReadSoundFile.h"
#include "AudioFile/SoundFileError.h"
#include "AudioFile/SoundReader.h"
#include "Catch.h"
#include "TemporaryFolder.h"

#include <fstream>

using namespace dequantizer;

namespace
{
std::vector<ModuleSample> read(const std::string& bytes)
{
    const TemporaryFolder folder;
    std::ofstream(folder / "module", std::ios::binary) << bytes;
    return readModule(folder / "module");
}

// Integers over the whole range of `bits` bits.
std::vector<int> numbers(int bits)
{
    std::vector<int> result;
    for (int i = 0; i < 100; ++i)
        result.push_back((i * i * 37 + i) % (1 << bits) - (1 << (bits - 1)));
    return result;
}

std::vector<float> asSamples(const std::vector<int>& integers, int bits)
{
    std::vector<float> samples;
    for (const int value : integers)
        samples.push_back(static_cast<float>(value) / static_cast<float>(1 << (bits - 1)));
    return samples;
}

std::string encoded(const std::vector<int>& integers, int bits, int offset = 0)
{
    std::string bytes;
    for (const int value : integers)
        bytes += littleEndian(static_cast<std::uint64_t>(value + offset), bits / 8);
    return bytes;
}

std::vector<int> differences(const std::vector<int>& integers)
{
    std::vector<int> result;
    int previous = 0;
    for (const int value : integers)
    {
        result.push_back(value - previous);
        previous = value;
    }
    return result;
}

// Numbers of any width, least significant bit first.
struct BitWriter
{
    void put(std::uint32_t value, int width)
    {
        for (int i = 0; i < width; ++i, ++count)
        {
            if (count % 8 == 0)
                bytes.push_back('\0');
            bytes.back() = static_cast<char>(bytes.back() | static_cast<char>((value >> i & 1u) << (count % 8)));
        }
    }

    std::string bytes;
    int count = 0;
};

void checkSample(const ModuleSample& sample, const std::vector<float>& expected, const SoundLoop& loop)
{
    CHECK(sample.name == "Bell");
    REQUIRE(sample.channels.size() == 1);
    const bool isSame = sample.channels[0] == expected;
    CHECK(isSame);
    CHECK(sample.loop == loop);
}
} // namespace

TEST_CASE("The samples of a MOD are read", "[audio-file]")
{
    const auto samples = read(modBytes(encoded(numbers(8), 8), 20, 60));
    REQUIRE(samples.size() == 31);
    CHECK(samples[0].channels.empty());
    checkSample(samples[1], asSamples(numbers(8), 8), {20, 80, LoopDirection::forward});
    CHECK(samples[1].sampleRate == 8287.0);
}

TEST_CASE("The samples of an S3M are read", "[audio-file]")
{
    const int bits = GENERATE(8, 16);
    const auto samples = read(s3mBytes(encoded(numbers(bits), bits, 1 << (bits - 1)), bits / 8, 20, 80));
    REQUIRE(samples.size() == 1);
    checkSample(samples[0], asSamples(numbers(bits), bits), {20, 80, LoopDirection::forward});
    CHECK(samples[0].bits == bits);
    CHECK(samples[0].sampleRate == 11025.0);
}

TEST_CASE("The samples of an XM are read", "[audio-file]")
{
    const int bits = GENERATE(8, 16);
    const auto samples = read(xmBytes(encoded(differences(numbers(bits)), bits), bits / 8, 20, 60, 2));
    REQUIRE(samples.size() == 1);
    checkSample(samples[0], asSamples(numbers(bits), bits), {20, 80, LoopDirection::pingPong});
    CHECK(samples[0].bits == bits);
    CHECK(samples[0].sampleRate == 2.0 * 8363.0); // an octave higher
}

TEST_CASE("The samples of an IT are read", "[audio-file]")
{
    const int bits = GENERATE(8, 16);
    constexpr int present = 1, wide = 2, looped = 16, isSigned = 1;
    const auto samples =
        read(itBytes(encoded(numbers(bits), bits), 100, present | looped | (bits == 16 ? wide : 0), isSigned, 20, 80));
    REQUIRE(samples.size() == 1);
    checkSample(samples[0], asSamples(numbers(bits), bits), {20, 80, LoopDirection::forward});
    CHECK(samples[0].sampleRate == 22050.0);
}

TEST_CASE("Compressed samples of an IT are read", "[audio-file]")
{
    const int bits = GENERATE(8, 16);
    constexpr int present = 1, wide = 2, compressed = 8, looped = 16;
    const int full = bits + 1, widthBits = bits == 8 ? 3 : 4, middle = bits;
    const auto mask = (1u << bits) - 1u;
    // Differences at full width; small ones at width 4; at the width of the samples; and at full width again.
    BitWriter block;
    std::vector<int> expected;
    int last = 0;
    const auto put = [&](int difference, int width)
    {
        const auto low = static_cast<std::uint32_t>(difference) & mask;
        block.put(width < bits ? low & ((1u << width) - 1u) : low, width);
        last = static_cast<int>(bits == 8 ? static_cast<std::int8_t>(last + difference)
                                          : static_cast<std::int16_t>(last + difference));
        expected.push_back(last);
    };
    for (const int difference : {100, -50, 27, -127})
        put(difference, full);
    block.put((1u << bits) | 3u, full); // to 3 + 1 bits
    for (const int difference : {7, -7, 1, 0, -1})
        put(difference, 4);
    block.put(8, 4); // only the highest bit; the code of a larger width is one less, and its number one less again
    block.put(static_cast<std::uint32_t>(middle - 2), widthBits);
    for (const int difference : {5, -5, 90})
        put(difference, middle);
    // The numbers after this one are widths. That of the full width, which is larger, is one less.
    const auto border = (mask >> 1) - static_cast<std::uint32_t>(bits) / 2;
    block.put(border + static_cast<std::uint32_t>(full) - 1, middle);
    for (const int difference : {1, 2, 3})
        put(difference, full);

    const auto data = littleEndian(block.bytes.size(), 2) + block.bytes;
    const auto samples =
        read(itBytes(data, expected.size(), present | compressed | looped | (bits == 16 ? wide : 0), 1, 2, 9));
    REQUIRE(samples.size() == 1);
    checkSample(samples[0], asSamples(expected, bits), {2, 9, LoopDirection::forward});
}

TEST_CASE("A module that is cut off or damaged gives an error or shorter samples", "[audio-file]")
{
    const auto data = encoded(numbers(8), 8);
    constexpr int presentAndCompressed = 9;
    for (const auto& whole : {modBytes(data, 20, 60), s3mBytes(data, 1, 20, 80), xmBytes(data, 1, 20, 60, 1),
                              itBytes(data, 100, 17, 1, 20, 80), itBytes(data, 100, presentAndCompressed, 1, 0, 0)})
        for (std::size_t size = 0;
             size<whole.size(); size += size> whole.size() - 150 ? std::size_t{1} : std::size_t{13})
        {
            auto bytes = whole.substr(0, size);
            for (const bool isDamaged : {false, true})
            {
                if (isDamaged && size > 20)
                    bytes[size * 7919 % size] = '\xff';
                try
                {
                    for (const auto& sample : read(bytes))
                        CHECK((sample.channels.empty() || sample.channels[0].size() <= whole.size()));
                }
                catch (const SoundFileError&)
                {
                }
            }
        }
    CHECK_THROWS_AS(read("no module"), SoundFileError);
}

namespace
{
std::string replaced(std::string bytes, std::size_t position, const std::string& part)
{
    return bytes.replace(position, part.size(), part);
}

// Modules in which `count` samples refer to the same 8-bit data.
std::string s3mWithSharedData(const std::string& data, std::size_t count)
{
    constexpr std::size_t paragraph = 16, headerAt = 112, dataAt = 192, tableAt = 98;
    const auto one = s3mBytes(data, 1, 0, 0);
    const auto newHeader = (tableAt + 2 * count + paragraph - 1) / paragraph;
    const auto newData = newHeader + (dataAt - headerAt) / paragraph;
    auto bytes = replaced(one.substr(0, tableAt), 34, littleEndian(count, 2));
    for (std::size_t i = 0; i < count; ++i)
        bytes += littleEndian(newHeader, 2);
    bytes = field(bytes, newHeader * paragraph);
    return bytes + replaced(one.substr(headerAt), 14, littleEndian(newData, 2));
}

std::string itWithSharedData(const std::string& data, std::size_t count)
{
    constexpr std::size_t tableAt = 192, headerAt = 196, headerBytes = 80;
    constexpr int present = 1, isSigned = 1;
    const auto one = itBytes(data, data.size(), present, isSigned, 0, 0);
    const auto newHeader = tableAt + 4 * count;
    auto bytes = replaced(one.substr(0, tableAt), 36, littleEndian(count, 2));
    for (std::size_t i = 0; i < count; ++i)
        bytes += littleEndian(newHeader, 4);
    return bytes + replaced(one.substr(headerAt), 72, littleEndian(newHeader + headerBytes, 4));
}
} // namespace

TEST_CASE("Samples that share their data take limited memory", "[audio-file]")
{
    const auto data = encoded(numbers(8), 8);
    const auto withSharedData = GENERATE(s3mWithSharedData, itWithSharedData);
    const auto few = read(withSharedData(data, 8));
    REQUIRE(few.size() == 8);
    for (const auto& sample : few)
        CHECK(sample.channels.at(0).size() == data.size());

    // Twenty samples for each byte of the module.
    std::string longData;
    for (int i = 0; i < 30; ++i)
        longData += data;
    CHECK_THROWS_AS(read(withSharedData(longData, 25)), SoundFileError);
}

TEST_CASE("A sample of a module becomes a WAV file with its name and loop", "[audio-file]")
{
    const TemporaryFolder folder;
    const ModuleSample sample{
        "Bell", 8363.0, 8, {asSamples(numbers(8), 8)}, SoundLoop{20, 80, LoopDirection::pingPong}};
    writeModuleSample(sample, folder / "sample");
    const auto sound = readSoundFile(folder / "sample");
    CHECK(sound.channels == sample.channels);
    CHECK(sound.sampleRate == 8363.0);
    CHECK(sound.bitsPerSample == 8);
    const auto extras = SoundReader(folder / "sample").extras();
    CHECK(extras.loop == sample.loop);
    REQUIRE_FALSE(extras.tags.texts.empty());
    CHECK(extras.tags.texts.front().second == "Bell");
}

TEST_CASE("The file names of samples are readable and safe", "[audio-file]")
{
    const auto name = [](const std::string& text, std::size_t index)
    { return moduleSampleFileName({.name = text, .channels = {}, .loop = {}}, index); };
    CHECK(name("Bass drum", 0) == "01 Bass drum");
    CHECK(name("", 8) == "09");
    CHECK(name("../../etc/\xff", 99) == "100 etc");
    CHECK(name(" a/b\n", 1) == "02 a_b");
}
