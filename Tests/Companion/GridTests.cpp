#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "FileBytes.h"
#include "TemporaryFolder.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

using namespace dequantizer;

namespace
{
nlohmann::json inspectedSound(const std::filesystem::path& file)
{
    const auto result = runDequantizer({"inspect", file.string(), "--json", "-"});
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
    return nlohmann::json::parse(result.output);
}

// Speech quantised to `bits` bits, then scaled, in float.
void writeAmplified(const std::filesystem::path& file, int bits, double gain)
{
    auto wave = readWaveFile(DEQUANTIZER_SPEECH);
    for (double& sample : wave.channels[0])
        sample = gain * (sample < 0.0 ? -1.0 : 1.0) * std::exp2(1 - bits) *
                 (std::floor(std::abs(sample) * std::exp2(bits - 1)) + 0.5);
    wave.sample = WaveSample::float32;
    wave.write(file);
}

} // namespace

TEST_CASE("inspect reports the grid of a file", "[companion]")
{
    const TemporaryFolder folder;
    const auto coarse = folder / "coarse.wav";
    REQUIRE(runDequantizer({"quantize", DEQUANTIZER_SPEECH, coarse.string(), "--bits", "5"}).status == 0);
    const auto description = inspectedSound(coarse);
    CHECK(description["grid"] == "found");
    CHECK(description["grid_bits"].get<double>() == Approx(5.0));
    CHECK(description["grid_step"].get<double>() == Approx(0.0625));
    CHECK(description["grid_offset"].get<double>() == Approx(0.5));
    CHECK(description["grid_confidence"].get<double>() > 0.9);

    CHECK(inspectedSound(DEQUANTIZER_SPEECH)["grid"] == "none");

    WaveFile silence;
    silence.channels = {std::vector<double>(3000, 0.0)};
    silence.write(folder / "silence.wav");
    CHECK(inspectedSound(folder / "silence.wav")["grid"] == "unknown");
}

TEST_CASE("Automatic bits restore like the right number of bits", "[companion]")
{
    const TemporaryFolder folder;
    const auto in = (folder / "in.wav").string();
    const auto automatic = (folder / "automatic.wav").string(), told = (folder / "told.wav").string();
    SECTION("without a gain, with and without --bits auto")
    {
        REQUIRE(runDequantizer({"quantize", DEQUANTIZER_SPEECH, in, "--bits", "4"}).status == 0);
        REQUIRE(runDequantizer({"restore", in, told, "--bits", "4"}).status == 0);
        const auto result = runDequantizer({"restore", in, automatic, "--bits", "auto"});
        REQUIRE(result.status == 0);
        CHECK(result.output.find("restored from 4 bit") != std::string::npos);
        CHECK(bytesOf(automatic) == bytesOf(told));
        REQUIRE(runDequantizer({"restore", in, automatic}).status == 0);
        CHECK(bytesOf(automatic) == bytesOf(told));
    }
    SECTION("with a gain after quantising")
    {
        const double gain = std::pow(10.0, -3.7 / 20.0);
        writeAmplified(in, 4, gain);
        REQUIRE(runDequantizer({"restore", in, automatic, "--bits", "auto", "--bits-per-sample", "32"}).status == 0);
        const auto before = readWaveFile(in).channels[0], after = readWaveFile(automatic).channels[0];
        double largest = 0.0;
        for (std::size_t i = 0; i < before.size(); ++i)
            largest = std::max(largest, std::abs(after[i] - before[i]));
        CHECK(largest == Approx(gain * 0.0625).epsilon(1e-4));
    }
}

TEST_CASE("Audio on no grid is rejected", "[companion]")
{
    const TemporaryFolder folder;
    const auto out = folder / "out.wav";
    for (const auto& arguments : {std::vector<std::string>{"restore", DEQUANTIZER_SPEECH, out.string()},
                                  {"restore", DEQUANTIZER_SPEECH, out.string(), "--bits", "auto"}})
    {
        const auto result = runDequantizer(arguments);
        CHECK(result.status == 1);
        CHECK(result.errors.find("speech.wav: ") != std::string::npos);
        CHECK_FALSE(std::filesystem::exists(out));
    }
}
