#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "FileBytes.h"
#include "Signal/Metrics.h"
#include "Signal/Quantiser.h"
#include "TemporaryFolder.h"

#include <nlohmann/json.hpp>

#include <numeric>

using namespace dequantizer;

namespace
{
std::vector<float> samplesOf(const std::filesystem::path& file)
{
    const auto samples = readWaveFile(file).channels[0];
    return {samples.begin(), samples.end()};
}

// Runs the program on `in` and reads its output, in floating point.
std::vector<float> written(const char* command, const std::filesystem::path& in, const std::filesystem::path& out,
                           std::vector<std::string> options)
{
    std::vector<std::string> arguments{command, in.string(), out.string(), "--bits-per-sample", "32"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const auto result = runDequantizer(arguments);
    CAPTURE(arguments, result.errors);
    REQUIRE(result.status == 0);
    return samplesOf(out);
}

double meanDifference(const std::vector<float>& a, const std::vector<float>& b)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += static_cast<double>(a[i] - b[i]);
    return sum / static_cast<double>(a.size());
}

bool liesInCells(const std::vector<float>& restored, const std::vector<float>& coarse, const Quantiser& quantiser)
{
    for (std::size_t i = 0; i < restored.size(); ++i)
    {
        const auto cell = quantiser.cell(coarse[i]);
        if (restored[i] < cell.lower || restored[i] > cell.upper)
            return false;
    }
    return true;
}
} // namespace

TEST_CASE("Restoring truncated audio removes the offset of half a quantisation step", "[companion][quantiser]")
{
    const TemporaryFolder folder;
    const std::filesystem::path coarseFile = folder / "coarse.wav";
    const double delta = deltaForBits(5);
    const auto clean = samplesOf(DEQUANTIZER_SPEECH);
    const auto coarse = written("quantize", DEQUANTIZER_SPEECH, coarseFile, {"--bits", "5", "--quantiser", "truncate"});
    for (std::size_t i = 0; i < clean.size(); ++i)
        REQUIRE(coarse[i] == Quantiser::truncating(delta).quantise(clean[i]));
    // Half a step, except in digital silence, which truncation leaves exact.
    CHECK(meanDifference(coarse, clean) < -0.4 * delta);
    CHECK(meanDifference(coarse, clean) > -0.5 * delta);

    const auto centred = written("restore", coarseFile, folder / "centred.wav", {"--bits", "5"});
    const auto restored =
        written("restore", coarseFile, folder / "restored.wav", {"--bits", "5", "--quantiser", "truncate"});
    CHECK(liesInCells(restored, coarse, Quantiser::truncating(delta)));
    CHECK(std::abs(meanDifference(restored, clean)) < 0.05 * delta);
    CHECK(snrDb(clean, restored) > snrDb(clean, centred) + 3.0);
}

TEST_CASE("Mid-rise is the default, and has the same cells as mid-tread", "[companion][quantiser]")
{
    const TemporaryFolder folder;
    const std::filesystem::path coarse = folder / "coarse.wav";
    const auto out = folder / "out.wav";
    const auto quantised = written("quantize", DEQUANTIZER_SPEECH, coarse, {"--bits", "4"});
    CHECK(written("quantize", DEQUANTIZER_SPEECH, out, {"--bits", "4", "--quantiser", "mid-rise"}) == quantised);
    CHECK(written("quantize", DEQUANTIZER_SPEECH, out, {"--bits", "4", "--quantiser", "mid-tread"}) != quantised);

    const auto restored = written("restore", coarse, out, {"--bits", "4"});
    CHECK(written("restore", coarse, out, {"--bits", "4", "--quantiser", "mid-rise"}) == restored);
    CHECK(written("restore", coarse, out, {"--bits", "4", "--quantiser", "mid-tread"}) == restored);
}

TEST_CASE("An unknown quantiser is rejected", "[companion][quantiser]")
{
    const TemporaryFolder folder;
    for (const char* command : {"quantize", "restore"})
    {
        const auto result = runDequantizer(
            {command, DEQUANTIZER_SPEECH, (folder / "out.wav").string(), "--bits", "4", "--quantiser", "mid-air"});
        CHECK(result.status == 2);
        CHECK(result.errors.find("mid-air") != std::string::npos);
    }
}

TEST_CASE("Companded speech is restored in the cells of its law", "[companion][quantiser][companding]")
{
    const TemporaryFolder folder;
    const std::filesystem::path coarseFile = folder / "coarse.wav";
    const auto [name, quantiser] =
        GENERATE(table<std::string, Quantiser>({{"mu-law", Quantiser::muLaw()}, {"a-law", Quantiser::aLaw()}}));
    CAPTURE(name);
    const auto clean = samplesOf(DEQUANTIZER_SPEECH);
    const auto coarse = written("quantize", DEQUANTIZER_SPEECH, coarseFile, {"--quantiser", name});
    for (std::size_t i = 0; i < clean.size(); ++i)
        REQUIRE(coarse[i] == quantiser.quantise(clean[i]));

    const auto restored = written("restore", coarseFile, folder / "restored.wav", {"--quantiser", name});
    CHECK(liesInCells(restored, coarse, quantiser));
    CHECK(restored != coarse);
    CHECK(snrDb(clean, restored) > snrDb(clean, coarse));
}

TEST_CASE("Companding takes no bit depth, and other quantisers require one", "[companion][quantiser][companding]")
{
    const TemporaryFolder folder;
    const auto statusOf = [&](std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin() + 1, {DEQUANTIZER_SPEECH, (folder / "out.wav").string()});
        return runDequantizer(arguments).status;
    };
    CHECK(statusOf({"quantize", "--quantiser", "mu-law", "--bits", "8"}) == 2);
    CHECK(statusOf({"restore", "--quantiser", "a-law", "--bits", "8"}) == 2);
    CHECK(statusOf({"restore", "--quantiser", "a-law", "--step", "0.01"}) == 2);
    CHECK(statusOf({"quantize", "--quantiser", "truncate"}) == 2);
}

TEST_CASE("Integers that cannot hold the levels of the quantiser are refused", "[companion][quantiser]")
{
    const TemporaryFolder folder;
    const auto out = folder / "out.wav";
    const auto [quantiser, bits, sampleBits, needed] = GENERATE(table<std::string, int, int, int>({
        {"mid-rise", 8, 8, 9},
        {"mid-rise", 16, 16, 17},
        {"mid-rise", 24, 24, 25},
        {"mid-rise", 16, 8, 17},
        {"mid-tread", 16, 8, 16},
        {"truncate", 24, 16, 24},
        {"mu-law", 0, 8, 14},
        {"a-law", 0, 8, 13},
    }));
    std::vector<std::string> arguments{
        "quantize",          DEQUANTIZER_SPEECH,        out.string(), "--quantiser", quantiser,
        "--bits-per-sample", std::to_string(sampleBits)};
    if (bits > 0)
        arguments.insert(arguments.end(), {"--bits", std::to_string(bits)});
    CAPTURE(arguments);
    const auto result = runDequantizer(arguments);
    CHECK(result.status == 1);
    const auto name = (bits > 0 ? std::to_string(bits) + "-bit " : "") + quantiser;
    CHECK(result.errors.find("out.wav: " + std::to_string(sampleBits) + " bits per sample cannot hold the levels of " +
                             name + ", which need " + std::to_string(needed) + "\n") != std::string::npos);
    CHECK(folder.entries() == 0);
}

TEST_CASE("Integers of just enough bits hold the levels of the quantiser exactly", "[companion][quantiser]")
{
    const TemporaryFolder folder;
    const auto [name, bits, sampleBits] = GENERATE(table<std::string, int, int>({
        {"mid-rise", 7, 8},
        {"mid-rise", 15, 16},
        {"mid-rise", 23, 24},
        {"mid-rise", 24, 32},
        {"mid-tread", 8, 8},
        {"mid-tread", 24, 24},
        {"truncate", 8, 8},
        {"truncate", 16, 16},
        {"mu-law", 0, 16},
        {"a-law", 0, 16},
    }));
    CAPTURE(name, bits, sampleBits);
    std::vector<std::string> options{"--quantiser", name};
    if (bits > 0)
        options.insert(options.end(), {"--bits", std::to_string(bits)});
    const auto exact = written("quantize", DEQUANTIZER_SPEECH, folder / "float.wav", options);

    options.insert(options.begin(), {"quantize", DEQUANTIZER_SPEECH, (folder / "out.wav").string(), "--bits-per-sample",
                                     std::to_string(sampleBits)});
    const auto result = runDequantizer(options);
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
    CHECK(samplesOf(folder / "out.wav") == exact);
}

TEST_CASE("By default, quantize writes the depth that the format has", "[companion][quantiser]")
{
    const TemporaryFolder folder;
    const auto in = std::string(DEQUANTIZER_SPEECH);
    const auto depthOf = [&](const std::string& name)
    {
        const auto out = (folder / name).string();
        const auto result = runDequantizer({"quantize", in, out, "--bits", "4"});
        CAPTURE(name, result.errors);
        REQUIRE(result.status == 0);
        return nlohmann::json::parse(runDequantizer({"inspect", out, "--json", "-"}).output)["bits_per_sample"];
    };
    CHECK(depthOf("out.voc") == 16);
    CHECK(depthOf("out.iff") == 16);
    CHECK(depthOf("out.wav") == 24);
    CHECK(depthOf("out.flac") == 24);

    // Without a name, the quantiser is the one whose levels the output holds.
    const auto whole = runDequantizer(
        {"quantize", in, (folder / "whole.wav").string(), "--bits", "8", "--bits-per-sample", "8", "--normalise"});
    CHECK(whole.status == 0);
    CHECK(whole.output.find("quantised to 8 bit, mid-tread") != std::string::npos);
    CHECK(runDequantizer({"quantize", in, (folder / "named.wav").string(), "--bits", "8", "--bits-per-sample", "8",
                          "--normalise", "--quantiser", "mid-tread"})
              .status == 0);
    CHECK(bytesOf(folder / "whole.wav") == bytesOf(folder / "named.wav"));

    // Lossy, so it holds no levels, whatever their number.
    CHECK(runDequantizer({"quantize", in, (folder / "out.ogg").string(), "--bits", "24"}).status == 0);
    const auto refused = runDequantizer({"quantize", in, (folder / "fine.voc").string(), "--bits", "20"});
    CHECK(refused.status == 1);
    CHECK(refused.errors.find("16 bits per sample cannot hold the levels of 20-bit mid-rise") != std::string::npos);
}
