#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "TemporaryFolder.h"

#include <nlohmann/json.hpp>

#include <cmath>

using namespace dequantizer;

namespace
{
// Samples over the whole range, on a grid that every integer format can represent.
WaveFile gridSound(std::uint32_t rate, std::size_t channels, WaveSample sample)
{
    WaveFile wave;
    wave.sampleRate = rate;
    wave.sample = sample;
    wave.channels.resize(channels);
    for (std::size_t channel = 0; channel < channels; ++channel)
        for (int i = 0; i < 1234; ++i)
            wave.channels[channel].push_back(static_cast<double>((i * 7 + static_cast<int>(channel) * 31) % 256 - 128) /
                                             128.0);
    return wave;
}

nlohmann::json descriptionOf(const std::filesystem::path& file)
{
    const auto result = runDequantizer({"inspect", file.string(), "--json", "-"});
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
    return nlohmann::json::parse(result.output);
}
} // namespace

TEST_CASE("Every format preserves rate, channels, length and samples", "[companion]")
{
    const TemporaryFolder folder;
    const auto extension = GENERATE(std::string("wav"), std::string("aiff"), std::string("flac"));
    const auto sample =
        GENERATE(WaveSample::unsigned8, WaveSample::signed16, WaveSample::signed24, WaveSample::float32);
    const auto wave = gridSound(sample == WaveSample::float32 ? 11025 : 44100, 2, sample);
    wave.write(folder / "in.wav");

    // To the other format and back. Quantising this grid to 24 bits moves every sample by half a step of 2^-23,
    // which an exact conversion must show.
    const auto there = (folder / ("there." + extension)).string();
    REQUIRE(runDequantizer({"quantize", (folder / "in.wav").string(), there, "--bits", "12"}).status == 0);
    const auto description = descriptionOf(there);
    CHECK(description["sample_rate"] == wave.sampleRate);
    CHECK(description["channels"] == 2);
    CHECK(description["samples"] == 1234);
    CHECK(description["bits_per_sample"] == 24);
    REQUIRE(runDequantizer({"restore", there, (folder / "back.wav").string(), "--bits", "12", "--iterations", "0",
                            "--bits-per-sample", "24"})
                .status == 0);

    const auto back = readWaveFile(folder / "back.wav");
    CHECK(back.sampleRate == wave.sampleRate);
    REQUIRE(back.channels.size() == 2);
    for (std::size_t channel = 0; channel < 2; ++channel)
        for (std::size_t i = 0; i < 1234; ++i)
        {
            const double clean = wave.channels[channel][i];
            const double quantised = (clean < 0.0 ? -1.0 : 1.0) * (std::floor(std::abs(clean) * 2048.0) + 0.5) / 2048.0;
            const double saturated = std::max(-2047.5 / 2048.0, quantised);
            // Overlap-add of unchanged frames may round in the last bit of a float.
            REQUIRE(std::abs(back.channels[channel][i] - saturated) <= std::exp2(-22));
        }
}

TEST_CASE("Ogg Vorbis is read and written at full length", "[companion]")
{
    const TemporaryFolder folder;
    const auto ogg = (folder / "speech.ogg").string();
    REQUIRE(runDequantizer({"quantize", DEQUANTIZER_SPEECH, ogg, "--bits", "12"}).status == 0);
    const auto clean = readWaveFile(DEQUANTIZER_SPEECH);
    CHECK(descriptionOf(ogg)["samples"] == clean.channels[0].size());
    const auto out = (folder / "out.wav").string();
    REQUIRE(runDequantizer({"restore", ogg, out, "--bits", "8", "--force"}).status == 0);
    CHECK(readWaveFile(out).channels[0].size() == clean.channels[0].size());
}

TEST_CASE("Sample sizes other than 24 bits are written on request", "[companion]")
{
    const TemporaryFolder folder;
    const auto wave = gridSound(8000, 1, WaveSample::signed16);
    wave.write(folder / "in.wav");
    const auto [bits, sample] = GENERATE(table<std::string, WaveSample>({{"8", WaveSample::unsigned8},
                                                                         {"16", WaveSample::signed16},
                                                                         {"24", WaveSample::signed24},
                                                                         {"32", WaveSample::float32}}));
    CAPTURE(bits);
    REQUIRE(runDequantizer({"quantize", (folder / "in.wav").string(), (folder / "out.wav").string(), "--bits", "4",
                            "--bits-per-sample", bits})
                .status == 0);
    const auto out = readWaveFile(folder / "out.wav");
    CHECK(out.sample == sample);
    for (std::size_t i = 0; i < wave.channels[0].size(); ++i)
    {
        const double clean = wave.channels[0][i];
        const double level = std::min(7.0, std::floor(std::abs(clean) * 8.0));
        REQUIRE(out.channels[0][i] == (clean < 0.0 ? -1.0 : 1.0) * (level + 0.5) / 8.0);
    }
}

TEST_CASE("Files with many channels are supported", "[companion]")
{
    const TemporaryFolder folder;
    gridSound(16000, 6, WaveSample::signed24).write(folder / "in.wav");
    REQUIRE(runDequantizer({"restore", (folder / "in.wav").string(), (folder / "out.wav").string(), "--bits", "8"})
                .status == 0);
    CHECK(readWaveFile(folder / "out.wav").channels.size() == 6);
}
