#include "AudioFile/ModuleBytesForTests.h"
#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "FileBytes.h"
#include "TemporaryFolder.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

using namespace dequantizer;

namespace
{
void writeBytes(const std::filesystem::path& file, const std::string& bytes)
{
    std::ofstream(file, std::ios::binary) << bytes;
}

// A tone as signed 8-bit numbers, an even number of them.
std::string shortTone(std::size_t length, int offset = 0)
{
    std::string bytes;
    for (std::size_t i = 0; i < length; ++i)
        bytes.push_back(static_cast<char>(offset + std::lround(90.0 * std::sin(0.05 * static_cast<double>(i)))));
    return bytes;
}

void checkRestores(const std::vector<std::string>& arguments, const std::string& part)
{
    const auto result = runDequantizer(arguments);
    CAPTURE(result.errors, result.output);
    CHECK(result.status == 0);
    CHECK(result.output.find(part) != std::string::npos);
}
} // namespace

TEST_CASE("Telephone codes have their own cells", "[companion]")
{
    const TemporaryFolder folder;
    const auto in = (folder / "in.wav").string(), out = (folder / "out.wav").string();
    const auto [code, name] = GENERATE(table<int, std::string>({{7, "mu-law"}, {6, "a-law"}}));
    writeBytes(in, "RIFF" + littleEndian(36 + 2000, 4) + "WAVEfmt " + littleEndian(16, 4) +
                       littleEndian(static_cast<std::uint64_t>(code), 2) + littleEndian(1, 2) + littleEndian(8000, 4) +
                       littleEndian(8000, 4) + littleEndian(1, 2) + littleEndian(8, 2) + "data" +
                       littleEndian(2000, 4) + shortTone(2000));
    checkRestores({"restore", in, out}, ": restored from " + name + " with");
    const auto automatic = bytesOf(out);
    checkRestores({"restore", in, out, "--quantiser", name}, ": restored from " + name + " with");
    CHECK(bytesOf(out) == automatic);
    checkRestores({"restore", in, out, "--bits", "auto"}, ": restored from " + name + " with");
    CHECK(bytesOf(out) == automatic);
    checkRestores({"restore", in, out, "--bits", "8", "--force"}, ": restored from 8 bit with");
}

TEST_CASE("A file without a header is restored like one with a header", "[companion]")
{
    const TemporaryFolder folder;
    writeBytes(folder / "in.raw", shortTone(2000, 128));
    WaveFile wave;
    wave.sampleRate = 11025;
    wave.sample = WaveSample::unsigned8;
    wave.channels.resize(1);
    for (const char value : shortTone(2000))
        wave.channels[0].push_back(value / 128.0);
    wave.write(folder / "in.wav");
    const auto out = [&](const char* name) { return (folder / name).string(); };
    checkRestores({"restore", out("in.raw"), out("a.wav"), "--raw", "8u:11025:1"}, "restored from 8 bit");
    checkRestores({"restore", out("in.wav"), out("b.wav")}, "restored from 8 bit");
    CHECK(bytesOf(folder / "a.wav") == bytesOf(folder / "b.wav"));

    // Without the option, and with a wrong one.
    CHECK(runDequantizer({"restore", out("in.raw"), out("c.wav")}).status == 1);
    CHECK(runDequantizer({"restore", out("in.raw"), out("c.wav"), "--raw", "7u:11025"}).status == 2);
}

TEST_CASE("A format with 16 bits at most gets 16 bits, and one without more than asked for is refused", "[companion]")
{
    const TemporaryFolder folder;
    WaveFile wave;
    wave.sample = WaveSample::unsigned8;
    wave.channels = {std::vector<double>(500, 0.25)};
    wave.write(folder / "in.wav");
    const auto in = (folder / "in.wav").string(), out = (folder / "out.voc").string();
    checkRestores({"restore", in, out}, "restored from 8 bit");
    const auto described = runDequantizer({"inspect", out, "--json", "-"});
    CHECK(nlohmann::json::parse(described.output)["bits_per_sample"] == 16);

    const auto refused = runDequantizer({"restore", in, out, "--bits-per-sample", "24"});
    CHECK(refused.status == 1);
    CHECK(refused.errors.find("a VOC file does not store 24 bits per sample, but 8 or 16") != std::string::npos);
}

TEST_CASE("The samples of a module are restored to a folder", "[companion]")
{
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "in");
    writeBytes(folder / "in" / "song.mod", modBytes(shortTone(4000), 1000, 3000));
    writeBytes(folder / "in" / "tune.xm", xmBytes(std::string(400, '\x01'), 1, 100, 300, 1));
    writeBytes(folder / "in" / "broken.it", "IMPM");
    const auto result = runDequantizer({"restore", (folder / "in").string(), (folder / "out").string()});
    CAPTURE(result.errors, result.output);
    CHECK(result.status == 1);
    CHECK(result.errors.find("1 of 3 files could not be restored") != std::string::npos);
    CHECK(result.errors.find("broken.it: this is not a module that can be read") != std::string::npos);

    const auto file = folder / "out" / "song" / "02 Bell.wav";
    REQUIRE(std::filesystem::exists(file));
    const auto wave = readWaveFile(file);
    CHECK(wave.sampleRate == 8287);
    CHECK(wave.sample == WaveSample::signed24);
    const auto samples = shortTone(4000);
    REQUIRE(wave.channels[0].size() == samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i)
        REQUIRE(std::abs(wave.channels[0][i] - samples[i] / 128.0) <= 1.0 / 256.0);
    const auto bytes = bytesOf(file);
    CHECK(bytes.find("smpl") != std::string::npos);
    CHECK(bytes.find("INAM") != std::string::npos);
    CHECK(std::filesystem::exists(folder / "out" / "tune" / "01 Bell.wav"));
}
