#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "Model/ModelFile.h"
#include "Model/ReadWholeFile.h"
#include "TemporaryFolder.h"

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace dequantizer;

namespace
{
/// A corpus with two sample rates and its manifest, and a command that trains on it quickly.
struct ManifestCorpus
{
    TemporaryFolder folder;
    std::filesystem::path manifest = folder / "manifest.jsonl";
    std::filesystem::path output = folder / "model.safetensors";

    ManifestCorpus()
    {
        std::ofstream lines(manifest);
        add(lines, "train", "low", 16000);
        add(lines, "train", "high", 44100);
        add(lines, "dev", "other", 22050);
    }

    void add(std::ofstream& lines, const std::string& split, const std::string& name, std::uint32_t rate) const
    {
        WaveFile wave;
        wave.sampleRate = rate;
        wave.channels.emplace_back();
        for (int i = 0; i < 4000; ++i)
            wave.channels.front().push_back(0.7 * std::sin(0.03 * i + 2e-5 * i * i));
        wave.write(folder / (name + ".wav"));
        lines << R"({"file": ")" << name << R"(.wav", "split": ")" << split
              << R"(", "material": "music", "piece": "chirp", "lossy": false, "duration": 0.1, "sample_rate": )" << rate
              << "}\n";
    }

    [[nodiscard]] std::vector<std::string> command(const std::vector<std::string>& more = {}) const
    {
        std::vector<std::string> arguments{"train",
                                           "--operator",
                                           "fourier",
                                           "--output",
                                           output.string(),
                                           "--frame-length",
                                           "256",
                                           "--segments",
                                           "4",
                                           "--warm-up",
                                           "2",
                                           "--updates",
                                           "0,2",
                                           "--iterations",
                                           "4",
                                           "--hidden-units",
                                           "4",
                                           "--minibatches",
                                           "12",
                                           "--validate-every",
                                           "6"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }

    [[nodiscard]] std::vector<std::string> manifestCommand(const std::vector<std::string>& more = {}) const
    {
        auto arguments = command({"--manifest", manifest.string()});
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }
};

void checkRefused(const ManifestCorpus& corpus, const std::vector<std::string>& arguments, const std::string& part,
                  int status)
{
    const auto before = corpus.folder.entries();
    const auto result = runDequantizer(arguments);
    CAPTURE(result.errors);
    CHECK(result.status == status);
    CHECK(result.output.empty());
    CHECK(result.errors.find(part) != std::string::npos);
    CHECK(corpus.folder.entries() == before);
}
} // namespace

TEST_CASE("train --operator fourier writes a model for every rate", "[companion]")
{
    const ManifestCorpus corpus;
    const auto result = runDequantizer(corpus.manifestCommand());
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
    const auto model = readModelFile(corpus.output);
    REQUIRE(model.fourier);
    CHECK(model.fourier->frameLength == 256);
    CHECK(model.fourier->parameters.updateIterations == std::vector<int>{0, 2});
    CHECK(model.fourier->parameters.hiddenUnits() == 4);
    CHECK(model.fourier->parameters.iterations() == 4);
    CHECK(model.iterations == 4);
    CHECK(model.sampleRate == 44100.0);
    CHECK(model.hop == 64);
    CHECK(model.training.at("operator") == "fourier");
    CHECK(model.training.at("max_bits") == "10");
    CHECK(model.training.at("objective") == "relative");
    CHECK(model.training.count("validation_smallest_gain_db") == 1);

    const auto first = readWholeFile(corpus.output, 1 << 20);
    SECTION("any number of threads gives the same file")
    {
        REQUIRE(runDequantizer(corpus.manifestCommand({"--threads", "2"})).status == 0);
        CHECK(readWholeFile(corpus.output, 1 << 20) == first);
    }
    SECTION("a weight changes which segments are drawn")
    {
        REQUIRE(runDequantizer(corpus.command({"--manifest", corpus.manifest.string() + "=2"})).status == 0);
        CHECK(readWholeFile(corpus.output, 1 << 20) != first);
    }
    SECTION("another run starts from it, with another frame length")
    {
        const auto start = corpus.folder / "start.safetensors";
        std::filesystem::rename(corpus.output, start);
        const auto other = runDequantizer({"train",
                                           "--operator",
                                           "fourier",
                                           "--manifest",
                                           corpus.manifest.string(),
                                           "--output",
                                           corpus.output.string(),
                                           "--start",
                                           start.string(),
                                           "--frame-length",
                                           "128",
                                           "--updates",
                                           "0,2",
                                           "--iterations",
                                           "4",
                                           "--hidden-units",
                                           "4",
                                           "--minibatches",
                                           "1",
                                           "--learning-rate",
                                           "1e-9"});
        CAPTURE(other.errors);
        REQUIRE(other.status == 0);
        const auto continued = readModelFile(corpus.output);
        CHECK(continued.fourier->frameLength == 128);
        CHECK(continued.training.at("start") == model.name);
        const auto& before = model.fourier->parameters.updates.front().first;
        const auto& after = continued.fourier->parameters.updates.front().first;
        CHECK((before - after).cwiseAbs().maxCoeff() < 1e-6f);
    }
}

TEST_CASE("A manifest may lie in a folder with a = in its name", "[companion]")
{
    const ManifestCorpus corpus;
    const auto folder = corpus.folder / "a=b";
    std::filesystem::create_directory(folder);
    for (const auto* const name : {"manifest.jsonl", "low.wav", "high.wav", "other.wav"})
        std::filesystem::rename(corpus.folder / name, folder / name);
    for (const std::string weight : {"", "=2"})
    {
        const auto result =
            runDequantizer(corpus.command({"--manifest", (folder / "manifest.jsonl").string() + weight}));
        CAPTURE(weight, result.errors);
        CHECK(result.status == 0);
    }
}

TEST_CASE("train --operator fourier takes folders as well", "[companion]")
{
    const ManifestCorpus corpus;
    const auto result = runDequantizer(
        corpus.command({"--train", corpus.folder.path.string(), "--validation", corpus.folder.path.string()}));
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
    CHECK(readModelFile(corpus.output).fourier);
}

TEST_CASE("A Fourier model has a frame layer unless the options say otherwise", "[companion]")
{
    const ManifestCorpus corpus;
    const bool frameLayer = GENERATE(true, false);
    const auto result = runDequantizer(corpus.manifestCommand({frameLayer ? "--frame-layer" : "--no-frame-layer"}));
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
    CHECK(readModelFile(corpus.output).fourier->parameters.hasFrameLayer == frameLayer);
}

TEST_CASE("train rejects conflicting inputs", "[companion]")
{
    const ManifestCorpus corpus;
    const auto manifest = corpus.manifest.string();
    SECTION("no training audio")
    {
        checkRefused(corpus, corpus.command(), "--train and --validation are required, or --manifest", 2);
    }
    SECTION("a manifest for constant bounds")
    {
        checkRefused(corpus, {"train", "--manifest", manifest, "--output", corpus.output.string()},
                     "--manifest requires --operator fourier or --bounds learned", 2);
    }
    SECTION("the dense operator without bits")
    {
        checkRefused(corpus,
                     {"train", "--train", "x", "--validation", "y", "--iterations", "4", "--gradient", "full",
                      "--output", corpus.output.string()},
                     "--bits is required", 2);
    }
    SECTION("constant bounds for the fourier operator")
    {
        checkRefused(corpus, corpus.manifestCommand({"--bounds", "constant"}),
                     "the fourier operator has learned bounds", 1);
    }
    SECTION("a training folder without one for validation")
    {
        checkRefused(corpus, corpus.manifestCommand({"--train", corpus.folder.path.string()}),
                     "--train and --validation require each other", 2);
    }
    SECTION("a weight that is not positive")
    {
        checkRefused(corpus, corpus.command({"--manifest", manifest + "=0"}),
                     "the weight after = must be a positive number", 2);
    }
    SECTION("a manifest that does not exist")
    {
        checkRefused(corpus, corpus.command({"--manifest", manifest + "x"}), "manifest.jsonlx", 1);
    }
    SECTION("updates that are not an increasing list")
    {
        auto command = corpus.manifestCommand();
        *(std::find(command.begin(), command.end(), "--updates") + 1) = "3,2";
        checkRefused(corpus, command, "the iterations that update the bounds must be increasing", 1);
    }
    SECTION("an empty range of depths")
    {
        checkRefused(corpus, corpus.manifestCommand({"--bits", "8", "--max-bits", "6"}),
                     "the largest bit depth must not be below the smallest", 1);
    }
    SECTION("a truncated gradient through the inputs of the networks")
    {
        checkRefused(corpus, corpus.manifestCommand({"--gradient", "truncated", "--input-gradient"}),
                     "a truncated gradient cannot include", 1);
    }
    SECTION("more backward steps than iterations")
    {
        checkRefused(corpus, corpus.manifestCommand({"--gradient", "truncated", "--backward-steps", "5"}),
                     "more backward steps than iterations", 1);
    }
    SECTION("backward steps with a full gradient")
    {
        checkRefused(corpus, corpus.manifestCommand({"--backward-steps", "3"}),
                     "--backward-steps requires --gradient truncated", 1);
    }
    SECTION("a starting model with more hidden units")
    {
        REQUIRE(runDequantizer(corpus.manifestCommand()).status == 0);
        const auto start = corpus.folder / "start.safetensors";
        std::filesystem::rename(corpus.output, start);
        auto smaller = corpus.manifestCommand({"--start", start.string()});
        *(std::find(smaller.begin(), smaller.end(), "--hidden-units") + 1) = "3";
        checkRefused(corpus, smaller, "start", 1);
    }
}

TEST_CASE("A Fourier model can be trained with truncated gradients", "[companion]")
{
    const ManifestCorpus corpus;
    const auto train = [&](const std::vector<std::string>& more)
    {
        const auto result = runDequantizer(corpus.manifestCommand(more));
        CAPTURE(result.errors);
        REQUIRE(result.status == 0);
        const auto bytes = readWholeFile(corpus.output, 1 << 20);
        std::filesystem::remove(corpus.output);
        return bytes;
    };
    const auto full = train({});
    const auto truncated = train({"--gradient", "truncated", "--backward-steps", "2"});
    CHECK(truncated != full);
    CHECK(parseModel(truncated).training.at("gradient") == "truncated");
    CHECK(parseModel(truncated).training.at("backward_steps") == "2");
}
