#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "FileBytes.h"
#include "Signal/Metrics.h"
#include "Signal/Quantiser.h"
#include "TemporaryFolder.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

using namespace dequantizer;

namespace
{
constexpr double eightBits = 1.0 / 128.0; // Delta

// Speech after a change, stored as `sample`.
void writeSpeech(const std::filesystem::path& file, WaveSample sample,
                 const std::function<double(double x, double seconds)>& change)
{
    auto wave = readWaveFile(DEQUANTIZER_SPEECH);
    wave.sample = sample;
    auto& samples = wave.channels[0];
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = change(samples[i], static_cast<double>(i) / wave.sampleRate);
    wave.write(file);
}

nlohmann::json described(const std::filesystem::path& file)
{
    const auto result = runDequantizer({"inspect", file.string(), "--json", "-"});
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
    return nlohmann::json::parse(result.output);
}

bool hasFinding(const nlohmann::json& description, const std::string& text)
{
    const auto findings = description["findings"].get<std::vector<std::string>>();
    return std::any_of(findings.begin(), findings.end(),
                       [&](const std::string& finding) { return finding.find(text) != std::string::npos; });
}

double roundedTo8Bits(double x)
{
    return eightBits * std::round(x / eightBits);
}
} // namespace

TEST_CASE("inspect names the quantiser, and coarse data in a finer file", "[companion]")
{
    const TemporaryFolder folder;
    const auto file = folder / "in.wav";
    writeSpeech(file, WaveSample::float32, [](double x, double) { return roundedTo8Bits(x); });
    auto description = described(file);
    CHECK(description["quantiser"] == "mid-tread");
    CHECK(description["quantiser_confidence"].get<double>() > 0.9);
    CHECK(description["used_bits"] == 8);
    CHECK_FALSE(description.contains("passages"));
    CHECK(hasFinding(description, "8-bit data in a floating-point file"));
    CHECK_FALSE(hasFinding(description, "truncated"));
    const auto text = runDequantizer({"inspect", file.string()}).output;
    CHECK(text.find("8-bit data in a floating-point file\n") != std::string::npos);

    writeSpeech(file, WaveSample::float32,
                [](double x, double) { return 4.0 * eightBits * std::floor(0.25 * x / eightBits); });
    CHECK(hasFinding(described(file), "possibly truncated"));

    writeSpeech(file, WaveSample::float32,
                [](double x, double) { return 0.7 * (roundedTo8Bits(x) + 0.3 * eightBits); });
    description = described(file);
    CHECK(description["quantiser"] == "other offset");
    CHECK(hasFinding(description, "with a gain after quantising"));

    description = described(DEQUANTIZER_SPEECH);
    CHECK(description["quantiser"] == "none");
    CHECK(hasFinding(description, "on no grid"));
}

TEST_CASE("Decoded telephone codes are recognised and restored as such", "[companion]")
{
    const TemporaryFolder folder;
    const auto in = folder / "in.wav";
    const auto automatic = (folder / "automatic.wav").string(), told = (folder / "told.wav").string();
    const bool isMu = GENERATE(true, false);
    const auto quantiser = isMu ? Quantiser::muLaw() : Quantiser::aLaw();
    const auto codec = [&](double x, double) { return static_cast<double>(quantiser.quantise(static_cast<float>(x))); };
    writeSpeech(in, WaveSample::signed16, codec);
    const auto description = described(in);
    CHECK(description["quantiser"] == (isMu ? "mu-law" : "A-law"));
    CHECK(description["quantiser_gain"].get<double>() == 1.0);
    REQUIRE(runDequantizer({"restore", in.string(), automatic}).status == 0);
    REQUIRE(runDequantizer({"restore", in.string(), told, "--quantiser", isMu ? "mu-law" : "a-law"}).status == 0);
    CHECK(bytesOf(automatic) == bytesOf(told));

    writeSpeech(in, WaveSample::signed16, [&](double x, double seconds) { return 0.7 * codec(x, seconds); });
    const auto amplified = described(in);
    CHECK(amplified["quantiser"] == (isMu ? "mu-law" : "A-law"));
    CHECK(amplified["quantiser_gain"].get<double>() == Approx(0.7).epsilon(1e-3));
    const auto refused = runDequantizer({"restore", in.string(), told});
    CHECK(refused.status == 1);
    CHECK(refused.errors.find("codes with a gain") != std::string::npos);
}

TEST_CASE("A gain in the middle is reported, and restore gives each passage its own quantiser", "[companion]")
{
    const TemporaryFolder folder;
    const auto in = folder / "in.wav";
    const auto out = (folder / "out.wav").string();
    constexpr double change = 2.6; // seconds
    const auto gainAt = [](double seconds) { return seconds < change ? 1.0 : 0.6; };
    writeSpeech(in, WaveSample::float32, [&](double x, double seconds) { return roundedTo8Bits(x) * gainAt(seconds); });
    const auto description = described(in);
    REQUIRE(description["passages"].size() == 2);
    CHECK(description["passages"][0]["grid_bits"].get<double>() == Approx(8.0));
    CHECK(description["passages"][1]["grid_step"].get<double>() == Approx(0.6 * eightBits));
    CHECK(description["passages"][1]["begin"].get<double>() == Approx(change).margin(0.4));
    CHECK(description["passages"][1]["end"].get<double>() == Approx(6.2));
    CHECK(hasFinding(description, "the grid changes: 0-"));

    const auto restored = runDequantizer({"restore", in.string(), out, "--bits", "auto"});
    CAPTURE(restored.errors);
    REQUIRE(restored.status == 0);
    CHECK(restored.output.find("each passage on its own (0-2.") != std::string::npos);
    CHECK(restored.output.find("8.73697 bit) with the model") != std::string::npos);

    // About the gain of the whole sound on one grid.
    auto clean = readWaveFile(DEQUANTIZER_SPEECH);
    const auto speech = asFloats(clean.channels[0]);
    for (std::size_t i = 0; i < speech.size(); ++i)
        clean.channels[0][i] *= gainAt(static_cast<double>(i) / clean.sampleRate);
    const auto snrOf = [&](const std::filesystem::path& file)
    { return snrDb(asFloats(clean.channels[0]), asFloats(readWaveFile(file).channels[0])); };
    const double gain = snrOf(out) - snrOf(in);
    const auto plain = folder / "plain.wav", plainOut = folder / "plain-out.wav";
    writeSpeech(plain, WaveSample::float32, [](double x, double) { return roundedTo8Bits(x); });
    REQUIRE(runDequantizer({"restore", plain.string(), plainOut.string(), "--bits", "auto"}).status == 0);
    const auto plainSnr = [&](const std::filesystem::path& file)
    { return snrDb(speech, asFloats(readWaveFile(file).channels[0])); };
    CHECK(gain == Approx(plainSnr(plainOut) - plainSnr(plain)).margin(0.2));

    REQUIRE(runDequantizer({"restore", in.string(), out, "--bits", "auto", "--force"}).status == 0);
    CHECK(snrOf(out) < snrOf(in) + gain - 0.2);
}

TEST_CASE("Passages on no grid stay as they are", "[companion]")
{
    const TemporaryFolder folder;
    const auto in = folder / "in.wav", out = folder / "out.wav", report = folder / "report.csv";
    writeSpeech(in, WaveSample::float32,
                [](double x, double seconds) { return seconds < 2.6 ? roundedTo8Bits(x) : x; });
    const auto restored =
        runDequantizer({"restore", in.string(), out.string(), "--bits-per-sample", "32", "--report", report.string()});
    CAPTURE(restored.errors);
    REQUIRE(restored.status == 0);
    CHECK(restored.output.find("6.2 s: unchanged") != std::string::npos);
    CHECK(bytesOf(report).find("each passage on its own (0-") != std::string::npos);
    const auto before = readWaveFile(in), after = readWaveFile(out);
    const auto boundary = static_cast<std::size_t>(2.6 * before.sampleRate);
    std::size_t changed = 0;
    for (std::size_t i = 0; i < before.channels[0].size(); ++i)
    {
        const bool isChanged = before.channels[0][i] != after.channels[0][i];
        changed += isChanged ? 1 : 0;
        if (isChanged && i >= boundary)
            FAIL("sample " << i << " was changed");
    }
    CHECK(changed > boundary / 2);
}

TEST_CASE("Dither is excluded where the noise floor is too low for it, and never claimed", "[companion]")
{
    const TemporaryFolder folder;
    const auto file = folder / "in.wav";
    const int noises = GENERATE(0, 1, 2);
    std::mt19937 generator(3);
    constexpr double step = 2.0 * eightBits; // above the noise of the recording
    std::uniform_real_distribution<double> noise(-0.5 * step, 0.5 * step);
    writeSpeech(file, WaveSample::float32,
                [&](double x, double)
                {
                    for (int i = 0; i < noises; ++i)
                        x += noise(generator);
                    return step * std::round(x / step);
                });
    const auto description = described(file);
    CHECK(description["dither"] == (noises == 0 ? "none" : "possible"));
    CHECK(description["noise_floor"].get<double>() == Approx(1.0 + noises).epsilon(0.25));
}

TEST_CASE("Dither that shows for certain is named, and --dither auto uses it", "[companion]")
{
    const TemporaryFolder folder;
    const auto in = folder / "in.wav", automatic = folder / "automatic.wav", told = folder / "told.wav";
    const int noises = GENERATE(0, 1, 2);
    CAPTURE(noises);
    std::mt19937 generator(3);
    std::uniform_real_distribution<double> noise(-0.5, 0.5);
    // A melody that leaves most of the spectrum to the dither.
    WaveFile clean;
    clean.sampleRate = 16000;
    clean.sample = WaveSample::float32;
    clean.channels.resize(1);
    for (int i = 0; i < 64000; ++i)
        clean.channels[0].push_back(0.3 * std::sin(0.05 * i + 8.0 * std::sin(0.0003 * i)) +
                                    0.1 * std::sin(0.0913 * i + 0.2));
    auto quantised = clean;
    for (double& x : quantised.channels[0])
    {
        double steps = x / eightBits;
        for (int i = 0; i < noises; ++i)
            steps += noise(generator);
        x = eightBits * std::round(steps);
    }
    quantised.write(in);

    const auto description = described(in);
    const std::string kind = noises == 2 ? "triangular" : noises == 1 ? "rectangular" : "none";
    CHECK(description.value("dither_kind", "none") == kind);
    CHECK(hasFinding(description, kind + " dither") == (noises > 0));
    REQUIRE(runDequantizer({"restore", in.string(), automatic.string(), "--dither", "auto"}).status == 0);
    REQUIRE(runDequantizer({"restore", in.string(), told.string(), "--dither", kind}).status == 0);
    CHECK(bytesOf(automatic) == bytesOf(told));
    const auto snrOf = [&](const std::filesystem::path& file)
    { return snrDb(asFloats(clean.channels[0]), asFloats(readWaveFile(file).channels[0])); };
    CHECK(snrOf(automatic) > snrOf(in) + 3.0);
    if (noises > 0)
    {
        const auto without = folder / "without.wav";
        REQUIRE(runDequantizer({"restore", in.string(), without.string()}).status == 0);
        CHECK(snrOf(automatic) > snrOf(without) + 0.5);
    }
}
