#include "AudioFile/FlacBlocks.h"
#include "AudioFile/RawFormat.h"
#include "AudioFile/ReadSoundFile.h"
#include "AudioFile/SoundBytes.h"
#include "AudioFile/SoundReader.h"
#include "AudioFile/SoundWriter.h"
#include "Catch.h"
#include "TemporaryFolder.h"

#include <fstream>
#include <iterator>

using namespace dequantizer;

namespace
{
constexpr int pcm = 1;

std::string contentOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string chunk(const std::string& id, const std::string& content, bool isBig = false)
{
    const auto size = isBig ? bigEndian(content.size(), 4) : littleEndian(content.size(), 4);
    return id + size + content + (content.size() % 2 != 0 ? std::string(1, '\0') : std::string());
}

// Adds chunks to a RIFF or FORM file, whose size comes after its name.
std::string withChunks(std::string file, const std::string& chunks, bool isBig = false)
{
    file += chunks;
    file.replace(4, 4, isBig ? bigEndian(file.size() - 8, 4) : littleEndian(file.size() - 8, 4));
    return file;
}

std::string samplerChunk(std::uint32_t begin, std::uint32_t last, std::uint32_t kind)
{
    std::string content;
    for (const std::uint32_t value : {0u, 0u, 125000u, 60u, 0u, 0u, 0u, 1u, 0u, 0u, kind, begin, last, 0u, 0u})
        content += littleEndian(value, 4);
    return chunk("smpl", content);
}

std::string titleChunk()
{
    return chunk("LIST", "INFO" + chunk("INAM", std::string("Bell", 5)));
}

// Writes the bytes to a file and copies the sound with everything beside it, as `restore` does.
struct Copy
{
    Copy(const std::string& bytes, const std::string& outputName, int bits = 16) : output(folder / outputName)
    {
        std::ofstream(folder / "in", std::ios::binary) << bytes;
        const auto sound = readSoundFile(folder / "in");
        SoundReader reader(folder / "in");
        SoundWriter writer(output, writableFormatOf(output), bits,
                           {reader.channels(), sound.sampleRate, sound.length()}, reader.extras());
        std::vector<const float*> pointers;
        for (const auto& channel : sound.channels)
            pointers.push_back(channel.data());
        writer.write(pointers.data(), sound.length());
        writer.finish();
        const bool isSame = readSoundFile(output).channels == sound.channels;
        CHECK(isSame);
    }

    [[nodiscard]] SoundExtras extras() const { return SoundReader(output).extras(); }
    [[nodiscard]] bool contains(const std::string& bytes) const
    {
        return contentOf(output).find(bytes) != std::string::npos;
    }

    TemporaryFolder folder;
    std::filesystem::path output;
};

std::string titleIn(const SoundExtras& extras)
{
    for (const auto& [text, value] : extras.tags.texts)
        if (text == SF_STR_TITLE)
            return value;
    return {};
}
} // namespace

TEST_CASE("A WAV file keeps its chunks byte for byte", "[audio-file]")
{
    const std::string samples(101, '\x90');
    const auto chunks = titleChunk() + samplerChunk(10, 99, 0) + chunk("iXML", "<a>odd</a>.") +
                        chunk("acid", std::string(24, '\x01')) + chunk("bext", std::string(602, 'b'));
    const auto [bits, name] =
        GENERATE(table<int, std::string>({{16, "out.wav"}, {24, "out.wav"}, {32, "out.wav"}, {16, "out.rf64"}}));
    const Copy copy(withChunks(waveBytes(samples, pcm, 8), chunks), name, bits);
    CHECK(copy.contains(chunks));
    const auto bytes = contentOf(copy.output);
    if (name == "out.wav")
        CHECK(bytes.substr(4, 4) == littleEndian(bytes.size() - 8, 4));
    const auto extras = copy.extras();
    CHECK(extras.loop == SoundLoop{10, 100, LoopDirection::forward});
    CHECK(titleIn(extras) == "Bell");
}

TEST_CASE("Chunks that describe the samples are not copied", "[audio-file]")
{
    const auto chunks = chunk("fact", littleEndian(7, 4)) + chunk("PEAK", std::string(16, 'p')) +
                        chunk("JUNK", std::string(28, 'j')) + chunk("levl", std::string(8, 'l'));
    const Copy copy(withChunks(waveBytes(std::string(100, '\x90'), pcm, 8), chunks), "out.wav");
    for (const char* const name : {"fact", "PEAK", "JUNK", "levl"})
        CHECK_FALSE(copy.contains(name));
}

TEST_CASE("An AIFF file keeps its chunks byte for byte", "[audio-file]")
{
    // Two markers with names of odd and even length, and a sustain loop between them, played forward and backward.
    const auto markers = chunk("MARK",
                               bigEndian(2, 2) + bigEndian(1, 2) + bigEndian(10, 4) + "\x03" + "beg" + bigEndian(2, 2) +
                                   bigEndian(50, 4) + "\x04" + "last" + std::string(1, '\0'),
                               true);
    const auto instrument = chunk("INST",
                                  std::string("\x3c\0\0\x7f\x01\x7f\0\0", 8) + bigEndian(2, 2) + bigEndian(1, 2) +
                                      bigEndian(2, 2) + std::string(6, '\0'),
                                  true);
    const auto chunks = chunk("NAME", "Bell", true) + markers + instrument + chunk("APPL", "testdata!", true);
    const Copy copy(withChunks(aiffBytes(std::string(101, '\x20'), 8), chunks, true), "out.aiff", 24);
    CHECK(copy.contains(chunks));
    const auto bytes = contentOf(copy.output);
    CHECK(bytes.substr(4, 4) == bigEndian(bytes.size() - 8, 4));
    CHECK(copy.extras().loop == SoundLoop{10, 50, LoopDirection::pingPong});
}

TEST_CASE("An 8SVX file keeps its repeat part and its names, before the samples", "[audio-file]")
{
    auto bytes = svxBytes(std::string(100, '\x20'));
    const auto voice = bytes.find("VHDR") + 8;
    bytes.replace(voice, 12, bigEndian(40, 4) + bigEndian(60, 4) + bigEndian(32, 4));
    const auto name = chunk("NAME", "Bell", true);
    bytes.insert(bytes.find("BODY"), name);
    const Copy copy(withChunks(bytes, "", true), "out.8svx");
    CHECK(Copy(withChunks(bytes, "", true), "out.wav").extras().loop == SoundLoop{40, 100, LoopDirection::forward});
    const auto written = contentOf(copy.output);
    CHECK(written.substr(8, 4) == "16SV");
    CHECK(written.substr(4, 4) == bigEndian(written.size() - 8, 4));
    CHECK(written.find(name) < written.find("BODY"));
    CHECK(copy.extras().loop == SoundLoop{40, 100, LoopDirection::forward});
    CHECK(copy.extras().chunks.content("VHDR").substr(0, 12) == bytes.substr(voice, 12));
}

TEST_CASE("A FLAC file keeps its tags and pictures", "[audio-file]")
{
    // A file whose tags are longer than the writer's own, and one whose tags are shorter.
    const auto vendor = GENERATE(std::string("x"), std::string(500, 'v'));
    const auto block = [](int type, const std::string& content)
    { return std::string(1, static_cast<char>(type)) + bigEndian(content.size(), 3) + content; };
    const auto tags =
        block(4, littleEndian(vendor.size(), 4) + vendor + littleEndian(1, 4) + littleEndian(14, 4) + "MOOD=sustained");
    // Front cover, the type and a description of the image, its size, and its data.
    const auto picture =
        block(6, bigEndian(3, 4) + bigEndian(9, 4) + "image/png" + bigEndian(4, 4) + "Bell" + bigEndian(1, 4) +
                     bigEndian(1, 4) + bigEndian(24, 4) + bigEndian(0, 4) + bigEndian(77, 4) + std::string(77, 'p'));
    auto bytes = flacBytes(std::vector<int>(100, 1234), 16);
    constexpr std::size_t streamInfo = 4, afterStreamInfo = 42;
    bytes[streamInfo] = static_cast<char>(bytes[streamInfo] & 0x7f);
    auto last = picture;
    last[0] = static_cast<char>(last[0] | 0x80);
    bytes.insert(afterStreamInfo, tags + last);
    const Copy copy(bytes, "out.flac");
    const auto blocks = copy.extras().flacBlocks;
    REQUIRE(blocks.size() == 2);
    CHECK(blocks[0].content == tags.substr(4));
    CHECK(blocks[1].content == picture.substr(4));
}

TEST_CASE("Another format gets the tags and loops that it can hold", "[audio-file]")
{
    const auto input = withChunks(waveBytes(std::string(100, '\x90'), pcm, 8), titleChunk() + samplerChunk(10, 99, 0));
    CHECK(titleIn(Copy(input, "out.flac").extras()) == "Bell");
    const auto aiff = Copy(input, "out.aiff").extras();
    CHECK(titleIn(aiff) == "Bell");
    CHECK(titleIn(Copy(input, "out.caf").extras()) == "Bell");
}

TEST_CASE("A damaged list of chunks is ignored", "[audio-file]")
{
    const auto sound = waveBytes(std::string(100, '\x90'), pcm, 8);
    for (const auto& end : {std::string("LIST") + littleEndian(0xffffffff, 4) + "INFO", std::string("cue "),
                            chunk("smpl", "short"), samplerChunk(200, 300, 0), samplerChunk(50, 20, 0)})
    {
        const Copy copy(withChunks(sound, end), "out.wav");
        CHECK_FALSE(copy.extras().loop);
    }
}

TEST_CASE("Raw files are read as described", "[audio-file]")
{
    const TemporaryFolder folder;
    const auto read = [&](const std::string& bytes, const std::string& format)
    {
        std::ofstream(folder / "raw", std::ios::binary) << bytes;
        SoundReader reader(folder / "raw", parseRawFormat(format));
        std::vector<float> first(100), second(100);
        std::vector<float*> pointers{first.data(), second.data()};
        first.resize(reader.read(pointers.data(), 100));
        return std::pair(first, reader.properties());
    };
    const auto [unsignedSamples, properties] = read(std::string("\x00\x80\xff", 3), "8u:11025:1");
    CHECK(unsignedSamples == std::vector<float>{-1.0f, 0.0f, 127.0f / 128.0f});
    CHECK(properties.sampleRate == 11025.0);
    CHECK(properties.bitsPerSample == 8);
    CHECK(read(std::string("\x80\x00\x7f", 3), "8s:8000").first == unsignedSamples);
    CHECK(read(std::string("\x40\x00\x00\x00", 4), "16be:8000:2").first == std::vector<float>{0.5f});
    CHECK(read(std::string("\x00\x40", 2), "16le:8000").first == std::vector<float>{0.5f});
    CHECK(read(std::string("\x00\x00\x00\x3f", 4), "f32le:8000").first == std::vector<float>{0.5f});
    CHECK(read("\xff", "mu-law:8000").second.encoding == SampleEncoding::muLaw);
    CHECK(read("\xd5", "a-law:8000").second.encoding == SampleEncoding::aLaw);
    for (const char* const wrong : {"", "8u", "8u:", "8u:0", "8u:8000:0", "8u:8000:1:1", "9u:8000", "8u:8000x",
                                    "8u:8000:", "8u:99999999", "8u:8000:70000"})
    {
        CAPTURE(wrong);
        CHECK_FALSE(parseRawFormat(wrong));
    }
}

TEST_CASE("The metadata of a FLAC file takes a limited amount of memory", "[audio-file]")
{
    const TemporaryFolder folder;
    constexpr std::size_t size = 0xffffff;
    {
        // Five pictures, with holes for their content.
        std::ofstream file(folder / "large.flac", std::ios::binary);
        file << "fLaC";
        for (const char type : {'\x06', '\x06', '\x06', '\x06', '\x86'})
        {
            file << type << bigEndian(size, 3);
            file.seekp(size - 1, std::ios::cur);
            file.put('\0');
        }
    }
    std::ifstream file(folder / "large.flac", std::ios::binary);
    const auto blocks = readFlacBlocks(file);
    CHECK(blocks.size() == 4);
    for (const auto& block : blocks)
        CHECK(block.content.size() == size);
}
