#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "Model/ModelFile.h"
#include "Model/ReadWholeFile.h"
#include "TemporaryFolder.h"

#include <cmath>
#include <fstream>

using namespace dequantizer;

namespace
{
/// A corpus at another rate than the model's, and a command that trains a dense operator with learned bounds on it
/// quickly.
struct Example
{
    TemporaryFolder folder;
    std::filesystem::path manifest = folder / "manifest.jsonl";
    std::filesystem::path output = folder / "model.safetensors";

    Example()
    {
        std::ofstream lines(manifest);
        for (const std::string split : {"train", "dev"})
        {
            write(folder / (split + ".wav"), 16000);
            lines
                << R"({"file": ")" << split << R"(.wav", "split": ")" << split
                << R"(", "material": "speech", "speaker": "a", "lossy": false, "duration": 0.1, "sample_rate": 16000})"
                << "\n";
        }
    }

    static void write(const std::filesystem::path& file, std::uint32_t rate)
    {
        WaveFile wave;
        wave.sampleRate = rate;
        wave.channels.emplace_back();
        for (int i = 0; i < 3000; ++i)
            wave.channels.front().push_back(0.7 * std::sin(0.03 * i + 2e-5 * i * i));
        wave.write(file);
    }

    [[nodiscard]] std::vector<std::string> command(const std::vector<std::string>& more) const
    {
        std::vector<std::string> arguments{"train",
                                           "--operator",
                                           "dense",
                                           "--bounds",
                                           "learned",
                                           "--output",
                                           output.string(),
                                           "--sample-rate",
                                           "8000",
                                           "--frame-length",
                                           "32",
                                           "--hidden-units",
                                           "6",
                                           "--updates",
                                           "0,2",
                                           "--iterations",
                                           "4",
                                           "--minibatches",
                                           "6",
                                           "--warm-up",
                                           "2",
                                           "--validate-every",
                                           "3"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }
};
} // namespace

TEST_CASE("train --bounds learned writes a dense model for several bit depths", "[companion]")
{
    const Example example;
    const auto result = runDequantizer(example.command({"--manifest", example.manifest.string()}));
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
    const auto model = readModelFile(example.output);
    REQUIRE(model.denseBounds);
    CHECK(model.K.rows() == 32);
    CHECK(model.K.cols() == 32);
    CHECK(model.sampleRate == 8000.0);
    CHECK(model.hop == 4);
    CHECK(model.denseBounds->updateIterations == std::vector<int>{0, 2});
    CHECK(model.denseBounds->hiddenUnits() == 6);
    CHECK(model.denseBounds->iterations() == 4);
    CHECK(model.training.at("bounds") == "learned");
    CHECK(model.training.at("max_bits") == "10");

    const auto first = readWholeFile(example.output, 1 << 20);
    SECTION("any number of threads gives the same file")
    {
        REQUIRE(runDequantizer(example.command({"--manifest", example.manifest.string(), "--threads", "2"})).status ==
                0);
        CHECK(readWholeFile(example.output, 1 << 20) == first);
    }
    SECTION("another run continues from it")
    {
        const auto start = example.folder / "start.safetensors";
        std::filesystem::rename(example.output, start);
        const auto other = runDequantizer(example.command(
            {"--manifest", example.manifest.string(), "--start", start.string(), "--learning-rate", "1e-9"}));
        CAPTURE(other.errors);
        REQUIRE(other.status == 0);
        const auto continued = readModelFile(example.output);
        CHECK((continued.K - model.K).cwiseAbs().maxCoeff() < 1e-5f);
        CHECK((continued.denseBounds->updates[0].first - model.denseBounds->updates[0].first).cwiseAbs().maxCoeff() <
              1e-5f);
    }
    SECTION("a run with constant bounds cannot")
    {
        const auto start = example.folder / "start.safetensors";
        std::filesystem::rename(example.output, start);
        const auto folder = example.folder.path.string();
        const auto other = runDequantizer({"train", "--bits", "4", "--iterations", "4", "--gradient", "full",
                                           "--frame-length", "32", "--train", folder, "--validation", folder, "--start",
                                           start.string(), "--output", example.output.string()});
        CHECK(other.status == 1);
        CHECK(other.errors.find("requires --bounds learned") != std::string::npos);
    }
    SECTION("restore uses it at every depth")
    {
        const auto sound = example.folder / "sound.wav", restored = example.folder / "restored.wav";
        Example::write(sound, 8000);
        for (const auto* bits : {"3", "8"})
        {
            const auto restoration = runDequantizer({"restore", sound.string(), restored.string(), "--model",
                                                     example.output.string(), "--bits", bits, "--force"});
            CAPTURE(restoration.errors);
            CHECK(restoration.status == 0);
        }
    }
}

TEST_CASE("train --bounds learned combines corpora with a folder", "[companion]")
{
    const Example example;
    const auto folder = example.folder.path.string();
    const auto result = runDequantizer(
        example.command({"--manifest", example.manifest.string(), "--train", folder, "--validation", folder}));
    CAPTURE(result.errors);
    CHECK(result.status == 0);
    CHECK(result.errors.find("4 sounds") == std::string::npos);
    CHECK(result.errors.find("3 sounds") != std::string::npos); // one of the corpus, two of the folder
}
