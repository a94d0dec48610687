#include "Companion/WaveFile.h"
#include "Plugin/Host/HostedPlugin.h"
#include "TemporaryFolder.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <utility>

using namespace dequantizer;

namespace
{
// Quantised speech, and the same after `dequantizer restore`.
struct RestoredSpeech
{
    explicit RestoredSpeech(const std::string& bits)
    {
        requireSuccess(runDequantizer({"quantize", DEQUANTIZER_SPEECH, coarse, "--bits", bits}));
        requireSuccess(runDequantizer({"restore", coarse, restored, "--bits", bits}));
    }

    TemporaryFolder folder;
    std::string coarse = (folder / "coarse.wav").string();
    std::string restored = (folder / "restored.wav").string();
    std::string hosted = (folder / "hosted.wav").string();
};

// With a manual bit depth the plugin restores from the first sample, as the command line does.
std::vector<std::string> with4Bit(std::vector<std::string> arguments)
{
    for (const auto* const argument : {"--set", "Automatic bit depth=Off", "--set", "Bit depth=4"})
        arguments.emplace_back(argument);
    return arguments;
}

std::string wave(const TemporaryFolder& folder, const std::string& name, std::size_t channels, std::size_t length,
                 std::uint32_t rate = 16000)
{
    WaveFile file;
    file.sampleRate = rate;
    file.channels.resize(channels);
    for (std::size_t channel = 0; channel < channels; ++channel)
        for (std::size_t i = 0; i < length; ++i)
            file.channels[channel].push_back(
                0.125 * (std::floor(6.0 * std::sin(0.01 * static_cast<double>(i * (channel + 1)))) + 0.5));
    const auto path = folder / name;
    file.write(path);
    return path.string();
}
} // namespace

TEST_CASE("Command line, VST3 and LV2 produce the same bytes", "[host]")
{
    const std::string plugin = GENERATE(as<std::string>(), DEQUANTIZER_VST3, DEQUANTIZER_LV2);
    const RestoredSpeech speech("4");
    const auto expected = bytesOf(speech.restored);
    for (const auto* const block : {"1", "37", "64", "320", "512", "4096", "random"})
    {
        CAPTURE(plugin, block);
        requireSuccess(runHost(with4Bit({plugin, speech.coarse, speech.hosted, "--block", block})));
        // A failed CHECK on the strings would print them.
        const bool same = bytesOf(speech.hosted) == expected;
        CHECK(same);
    }
}

TEST_CASE("Command line and plugins agree at other bit depths, in stereo and at other rates", "[host]")
{
    const std::string plugin = GENERATE(as<std::string>(), DEQUANTIZER_VST3, DEQUANTIZER_LV2);
    const TemporaryFolder folder;
    const auto output = (folder / "out.wav").string(), expected = (folder / "expected.wav").string();
    const auto input = wave(folder, "in.wav", 2, 9000, GENERATE(8000u, 16000u, 44100u));
    requireSuccess(runDequantizer({"restore", input, expected, "--bits", "6", "--iterations", "3"}));
    requireSuccess(runHost({plugin, input, output, "--set", "Automatic bit depth=Off", "--set", "bit depth=6 bit",
                            "--set", "Iterations=3", "--block", "random"}));
    const bool same = bytesOf(output) == bytesOf(expected);
    CHECK(same);
}

TEST_CASE("Command line and plugins agree on audio restored at the model's rate", "[host]")
{
    const std::string plugin = GENERATE(as<std::string>(), DEQUANTIZER_VST3, DEQUANTIZER_LV2);
    const TemporaryFolder folder;
    const auto output = (folder / "out.wav").string(), expected = (folder / "expected.wav").string();
    const auto input = wave(folder, "in.wav", 2, 9000, GENERATE(22050u, 48000u, 96000u));
    requireSuccess(runDequantizer({"restore", input, expected, "--bits", "4", "--at", "model"}));
    requireSuccess(runHost(with4Bit({plugin, input, output, "--set", "Quantised at=Model rate", "--block", "random"})));
    const bool same = bytesOf(output) == bytesOf(expected);
    CHECK(same);
}

TEST_CASE("Command line and VST3 agree on surround sound", "[host]")
{
    const TemporaryFolder folder;
    const auto output = (folder / "out.wav").string(), expected = (folder / "expected.wav").string();
    const auto input = wave(folder, "in.wav", 6, 5000);
    requireSuccess(runDequantizer({"restore", input, expected, "--bits", "4"}));
    requireSuccess(runHost(with4Bit({DEQUANTIZER_VST3, input, output})));
    const bool same = bytesOf(output) == bytesOf(expected);
    CHECK(same);
}

TEST_CASE("Sound shorter than the latency is complete and aligned", "[host]")
{
    const std::string plugin = GENERATE(as<std::string>(), DEQUANTIZER_VST3, DEQUANTIZER_LV2);
    const TemporaryFolder folder;
    const auto length = GENERATE(std::size_t{1}, std::size_t{2}, std::size_t{100});
    const auto input = wave(folder, "in.wav", 1, length);
    const auto output = folder / "out.wav";
    requireSuccess(runHost({plugin, input, output.string(), "--set", "Mix=0"}));
    CHECK(readWaveFile(output).channels == readWaveFile(input).channels);
}

TEST_CASE("The host refuses a value that a parameter does not have", "[host]")
{
    const TemporaryFolder folder;
    const auto input = wave(folder, "in.wav", 1, 100);
    const auto output = folder / "out.wav";
    const auto [assignment, message] =
        GENERATE(std::pair{"Bit depth=abc", "\"abc\" is no value of Bit depth"},
                 std::pair{"Quality=Loud", "\"Loud\" is no value of Quality"},
                 std::pair{"Volume=1", "no parameter \"Volume\""}, std::pair{"Mix", "is not of the form NAME=VALUE"});
    const auto result = runHost({DEQUANTIZER_VST3, input, output.string(), "--set", assignment});
    CHECK(result.status == 1);
    CHECK(result.errors.find(message) != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(output));
}

TEST_CASE("The host reports latency and callback times", "[host]")
{
    const std::string plugin = GENERATE(as<std::string>(), DEQUANTIZER_VST3, DEQUANTIZER_LV2);
    const TemporaryFolder folder;
    const auto input = wave(folder, "in.wav", 1, 16000);
    const auto output = (folder / "out.wav").string();
    const auto result = runHost({plugin, input, output, "--block", "100", "--json", "-"});
    requireSuccess(result);
    const auto json = nlohmann::json::parse(result.output);
    CHECK(json["plugin"] == "Dequantizer");
    CHECK(json["latency_samples"] == 800);
    CHECK(json["latency_ms"] == Approx(50.0));
    CHECK(json["callbacks"] == 168); // 16000 + 800 samples
    CHECK(json["mono_doubled"] == (json["format"] == "LV2"));
    // A block of 100 samples lasts 6250 us.
    CHECK(json["mean_deadline_percent"] == Approx(json["mean_us"].get<double>() / 62.5));
    CHECK(json["mean_us"].get<double>() > 0.0);
    CHECK(json["p99_us"].get<double>() <= json["worst_us"].get<double>());
    CHECK(json["mean_us"].get<double>() <= json["worst_us"].get<double>());

    const auto text = runHost({plugin, input, output, "--set", "bit depth=6"});
    CHECK(text.output.find("Dequantizer (") != std::string::npos);
    CHECK(text.output.find("Bit depth = 6") != std::string::npos);
    CHECK(text.output.find("latency: 800 samples, 50.0 ms") != std::string::npos);
}

TEST_CASE("The output has the requested bits per sample", "[host]")
{
    const TemporaryFolder folder;
    const auto input = wave(folder, "in.wav", 1, 500);
    const auto output = folder / "out.wav";
    requireSuccess(runHost({DEQUANTIZER_VST3, input, output.string()}));
    CHECK(readWaveFile(output).sample == WaveSample::signed24);
    requireSuccess(runHost({DEQUANTIZER_VST3, input, output.string(), "--bits-per-sample", "16"}));
    CHECK(readWaveFile(output).sample == WaveSample::signed16);
    requireSuccess(runHost({DEQUANTIZER_VST3, input, output.string(), "--bits-per-sample", "32"}));
    CHECK(readWaveFile(output).sample == WaveSample::float32);
}

TEST_CASE("Automation takes effect on its sample, whatever the blocks", "[host]")
{
    const std::string plugin = GENERATE(as<std::string>(), DEQUANTIZER_VST3, DEQUANTIZER_LV2);
    const TemporaryFolder folder;
    const auto input = wave(folder, "in.wav", 1, 12000);
    const auto automation = (folder / "changes.csv").string();
    const auto hosted = [&](const std::string& name, std::vector<std::string> more)
    {
        const auto output = (folder / name).string();
        std::vector<std::string> arguments{plugin, input, output};
        arguments.insert(arguments.end(), more.begin(), more.end());
        requireSuccess(runHost(with4Bit(arguments)));
        return bytesOf(output);
    };
    const auto write = [&](const std::string& text) { std::ofstream(automation) << text; };

    const auto plain = hosted("plain.wav", {});
    const auto quiet = hosted("quiet.wav", {"--set", "Output gain=-12"});
    write("time,parameter,value\n0,Output gain,-12\n");
    CHECK(hosted("early.wav", {"--automate", automation}) != plain);
    write("1000,Output gain,-12\n");
    CHECK(hosted("late.wav", {"--automate", automation}) == plain);

    // Out of order, with a comment, and at a time between two blocks.
    write("# twice\n0.5,Output gain,0\r\n\n0.2501,Output gain,-12\n");
    const auto changed = hosted("changed.wav", {"--automate", automation, "--block", "64"});
    for (const auto* const block : {"1", "512", "4096", "random"})
    {
        CAPTURE(plugin, block);
        const bool same = hosted("again.wav", {"--automate", automation, "--block", block}) == changed;
        CHECK(same);
    }
    // 24 bit samples after a header of 44 bytes; it takes effect after its time, and a latency later at most.
    const auto unchangedUntil =
        static_cast<std::size_t>(std::mismatch(changed.begin(), changed.end(), plain.begin()).first - changed.begin());
    CHECK(unchangedUntil > 44 + 3 * 2000);
    CHECK(unchangedUntil <= 44 + 3 * 4100);
    CHECK(changed != quiet);
}

TEST_CASE("Several instances process the same sound, and their costs are reported", "[host]")
{
    const RestoredSpeech speech("4");
    const auto json = (speech.folder / "report.json").string();
    requireSuccess(runHost(with4Bit(
        {DEQUANTIZER_VST3, speech.coarse, speech.hosted, "--instances", "3", "--block", "256", "--json", json})));
    const bool same = bytesOf(speech.hosted) == bytesOf(speech.restored);
    CHECK(same);
    const auto report = nlohmann::json::parse(bytesOf(json));
    CHECK(report.at("instances") == 3);
    CHECK(report.at("creation_ms").get<double>() > 0.0);
    CHECK(report.contains("missed_deadlines"));

    requireSuccess(runHost(with4Bit({DEQUANTIZER_VST3, speech.coarse, speech.hosted, "--json", json})));
    CHECK_FALSE(nlohmann::json::parse(bytesOf(json)).contains("instances"));
}
