#include "AudioFile/ReadSoundFile.h"
#include "AudioFile/SoundBytes.h"
#include "AudioFile/SoundFileError.h"
#include "AudioFile/WriteSoundFile.h"
#include "Catch.h"
#include "TemporaryFolder.h"

#include <cmath>
#include <fstream>
#include <iterator>

using namespace dequantizer;

namespace
{
constexpr std::size_t length = 20000;

std::string contentOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const std::filesystem::path& file, const std::string& bytes)
{
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

// The bytes of a file whose audio does not compress well, in the format of the extension.
std::string written(const std::string& extension)
{
    Channels channels(1);
    for (std::size_t i = 0; i < length; ++i)
        channels[0].push_back(0.7f * std::sin(0.003f * static_cast<float>(i * i % 5003)));
    const TemporaryFolder folder;
    writeSoundFile(folder / ("whole" + extension), channels, 16000.0, 16);
    return contentOf(folder / ("whole" + extension));
}
} // namespace

TEST_CASE("A file truncated at any point is rejected in one sentence", "[audio-file]")
{
    const std::string samples(2 * length, '\x11');
    const auto bytes = GENERATE_COPY(written(".wav"), written(".aiff"), written(".flac"), written(".ogg"),
                                     auBytes(samples, 3), cafBytes(samples, 16), svxBytes(samples), vocBytes(samples),
                                     rf64Bytes(samples, 1, 16), wave64Bytes(samples, 1, 16));
    const TemporaryFolder folder;
    const auto file = folder / "sound";
    write(file, bytes);
    CHECK_NOTHROW(readSoundFile(file));
    CAPTURE(bytes.substr(0, 4));

    // A VOC file may lack its last byte, which only marks the end of the blocks.
    const std::size_t needed = bytes.size() - (bytes.starts_with("Creative") ? 1 : 0);
    for (const double part : {0.001, 0.01, 0.1, 0.33, 0.5, 0.75, 0.9, 0.99, 0.999, 1.0})
    {
        const auto kept = std::min(needed - 2, static_cast<std::size_t>(part * static_cast<double>(needed)));
        CAPTURE(kept, bytes.size());
        write(file, bytes.substr(0, kept));
        CHECK_THROWS_AS(readSoundFile(file), SoundFileError);
        if (part >= 0.33) // a shorter part may not contain a header
            CHECK_THROWS_WITH(readSoundFile(file), ContainsSubstring("the file ends before its sound does"));
    }
}

TEST_CASE("A FLAC file damaged in the middle is rejected", "[audio-file]")
{
    auto bytes = written(".flac");
    bytes.replace(bytes.size() / 2, 40, std::string(40, '\0'));
    const TemporaryFolder folder;
    write(folder / "sound", bytes);
    CHECK_THROWS_AS(readSoundFile(folder / "sound"), SoundFileError);
}

TEST_CASE("A FLAC header that declares too many samples is rejected", "[audio-file]")
{
    // RFC 9639, section 8.2: the number of samples is the lower 36 bits of the 8 bytes that begin at byte 18.
    auto bytes = written(".flac");
    bytes.replace(22, 4, bigEndian(1'000'000'000, 4));
    const TemporaryFolder folder;
    write(folder / "sound", bytes);
    CHECK_THROWS_WITH(readSoundFile(folder / "sound"), ContainsSubstring("the file ends before its sound does"));
    CHECK_THROWS_WITH(readSoundFile(folder / "sound", 100'000'000), ContainsSubstring("longer than"));
}

TEST_CASE("A FLAC file without a declared length is read to its end", "[audio-file]")
{
    auto bytes = written(".flac");
    bytes.replace(22, 4, bigEndian(0, 4));
    const TemporaryFolder folder;
    write(folder / "sound", bytes);
    CHECK(readSoundFile(folder / "sound").length() == length);
    CHECK_THROWS_WITH(readSoundFile(folder / "sound", length - 1), ContainsSubstring("longer than"));
}

TEST_CASE("An Ogg file with tags after its last page is complete", "[audio-file]")
{
    const TemporaryFolder folder;
    write(folder / "sound", written(".ogg") + std::string(128, '\0'));
    CHECK(readSoundFile(folder / "sound").length() == length);
}
