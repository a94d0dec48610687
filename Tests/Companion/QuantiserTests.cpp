#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "Signal/Metrics.h"
#include "Signal/Quantiser.h"
#include "TemporaryFolder.h"

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
