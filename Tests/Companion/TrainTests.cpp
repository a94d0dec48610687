#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "Model/ModelFile.h"
#include "Model/ReadWholeFile.h"
#include "TemporaryFolder.h"
#include "Training/FourierRecipe.h"
#include "Training/LearnedBoundsRecipe.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

using namespace dequantizer;

namespace
{
void writeChirp(const std::filesystem::path& file, double speed, std::uint32_t rate = 8000, std::size_t channels = 1)
{
    WaveFile wave;
    wave.sampleRate = rate;
    for (std::size_t channel = 0; channel < channels; ++channel)
    {
        wave.channels.emplace_back();
        for (int i = 0; i < 2000; ++i)
            wave.channels.back().push_back(0.7 * std::sin(speed * i + 2e-5 * i * i + static_cast<double>(channel)));
    }
    wave.write(file);
}

/// Two small folders of audio and a command that trains on them quickly.
struct TrainingCorpus
{
    TemporaryFolder folder;
    std::filesystem::path train = folder / "train", validation = folder / "validation";
    std::filesystem::path output = folder / "model.safetensors";

    TrainingCorpus()
    {
        std::filesystem::create_directory(train);
        std::filesystem::create_directory(validation);
        for (int i = 0; i < 3; ++i)
            writeChirp(train / ("sound" + std::to_string(i) + ".wav"), 0.02 + 0.02 * i);
        writeChirp(validation / "other.wav", 0.05);
    }

    [[nodiscard]] std::vector<std::string> command(const std::vector<std::string>& more = {}) const
    {
        std::vector<std::string> arguments{"train",
                                           "--train",
                                           train.string(),
                                           "--validation",
                                           validation.string(),
                                           "--bits",
                                           "4",
                                           "--iterations",
                                           "4",
                                           "--gradient",
                                           "full",
                                           "--output",
                                           output.string(),
                                           "--frame-length",
                                           "32",
                                           "--segments",
                                           "2",
                                           "--warm-up",
                                           "5",
                                           "--validate-every",
                                           "10"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }
};

void checkRefused(const TrainingCorpus& corpus, const std::vector<std::string>& arguments, const std::string& part,
                  int status = 1)
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

TEST_CASE("train writes a model with a description of its training, and nothing else", "[companion]")
{
    const TrainingCorpus corpus;
    const auto log = corpus.folder / "log.csv";
    const auto result =
        runDequantizer(corpus.command({"--rows", "40", "--minibatches", "25", "--seed", "3", "--log", log.string()}));
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
    CHECK(result.output.find("K 40 x 32") != std::string::npos);
    const auto model = readModelFile(corpus.output);
    CHECK(model.rows() == 40);
    CHECK(model.frameLength() == 32);
    CHECK(model.sampleRate == 8000.0);
    CHECK(model.referenceDelta == 0.125);
    CHECK(model.iterations == 4);
    CHECK(model.hop == 4);
    CHECK(model.training.at("seed") == "3");
    CHECK(model.training.at("gradient") == "full");
    CHECK(model.training.at("loss") == "mse");
    CHECK(model.training.count("validation_snr_db") == 1);
    CHECK(model.training.at("training_sounds").size() == 16);

    const auto rows = readWholeFile(log, 100000);
    CHECK(std::count(rows.begin(), rows.end(), '\n') == 4); // a header, and after 10, 20 and 25 minibatches
    CHECK(corpus.folder.entries() == 4);                    // the checkpoint was removed
}

TEST_CASE("The help of train gives the defaults of the recipes", "[companion]")
{
    const TrainingSettings constant;
    const auto learned = learnedBoundsRecipe(44100.0), fourier = fourierRecipe(44100.0);
    const auto text = [](double value)
    {
        std::ostringstream stream;
        stream << value;
        return stream.str();
    };
    // The lines may be broken anywhere.
    std::string help;
    std::istringstream words(runDequantizer({"train", "--help"}).output);
    for (std::string word; words >> word;)
        help += word + ' ';
    const auto three = [&](double TrainingSettings::*member)
    {
        return text(constant.*member) + " (constant bounds), " + text(learned.*member) +
               " (dense, learned bounds) or " + text(fourier.*member) + " (fourier) if not given";
    };
    const auto two = [&](double TrainingSettings::*member)
    {
        REQUIRE(learned.*member == fourier.*member);
        return text(constant.*member) + " (constant bounds) or " + text(learned.*member) +
               " (learned bounds) if not given";
    };
    CHECK_THAT(help, ContainsSubstring("learning rate of Adam; " + three(&TrainingSettings::learningRate)));
    CHECK_THAT(help, ContainsSubstring("increases; " + two(&TrainingSettings::harmWeight)));
    CHECK_THAT(help, ContainsSubstring("up to this many dB ...; " + two(&TrainingSettings::levelRange)));
    CHECK_THAT(help, ContainsSubstring("with this probability; " + two(&TrainingSettings::levelChance)));
    CHECK_THAT(help, ContainsSubstring("; " + std::to_string(constant.segments) + " (constant bounds), " +
                                       std::to_string(learned.segments) + " (dense, learned bounds) or " +
                                       std::to_string(fourier.segments) + " (fourier) if not given"));
    CHECK_THAT(help, ContainsSubstring("mean (constant bounds) or relative (learned bounds) if not given"));
    CHECK_THAT(help, ContainsSubstring("many Delta; " + text(learned.minPeak) + " (learned bounds) if not given"));
}

TEST_CASE("A model whose file is named with control characters is readable", "[companion]")
{
    const TrainingCorpus corpus;
    auto command = corpus.command({"--minibatches", "2"});
    const auto output = corpus.folder / "a\tmodel.safetensors";
    if (!std::ofstream(output).is_open())
        return; // Windows allows no such names
    *std::find(command.begin(), command.end(), corpus.output.string()) = output.string();
    const auto result = runDequantizer(command);
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
    CHECK(readModelFile(output).name == "a model");
}

TEST_CASE("train resumes from a checkpoint to the same model", "[companion]")
{
    const TrainingCorpus corpus;
    const auto checkpoint = corpus.folder / "saved";
    const auto command =
        corpus.command({"--minibatches", "40", "--checkpoint", checkpoint.string(), "--checkpoint-minutes", "0"});
    REQUIRE(runDequantizer(command).status == 0);
    const auto whole = readWholeFile(corpus.output, 1 << 20);
    CHECK_FALSE(std::filesystem::exists(checkpoint));

    SECTION("the checkpoint of another run is rejected and kept")
    {
        std::ofstream(checkpoint) << "not a checkpoint";
        const auto result = runDequantizer(command);
        CHECK(result.status == 1);
        CHECK(result.errors.find("saved: this is not a checkpoint") != std::string::npos);
        CHECK(std::filesystem::exists(checkpoint));
        CHECK(readWholeFile(corpus.output, 1 << 20) == whole);
    }
    SECTION("a checkpoint of version 0.1 is rejected in a sentence and kept")
    {
        std::ofstream(checkpoint) << "dequantizer checkpoint 2\nbits 4";
        const auto result = runDequantizer(command);
        CHECK(result.status == 1);
        CHECK(result.errors.find("was written by another version of the program") != std::string::npos);
        CHECK(std::filesystem::exists(checkpoint));
    }
    SECTION("the same command gives the same file")
    {
        REQUIRE(runDequantizer(command).status == 0);
        CHECK(readWholeFile(corpus.output, 1 << 20) == whole);
    }
    SECTION("any number of threads gives the same file")
    {
        auto threaded = command;
        threaded.insert(threaded.end(), {"--threads", "3"});
        REQUIRE(runDequantizer(threaded).status == 0);
        CHECK(readWholeFile(corpus.output, 1 << 20) == whole);
    }
}

TEST_CASE("train reports and skips unusable files, and resamples the others", "[companion]")
{
    const TrainingCorpus corpus;
    std::ofstream(corpus.train / "broken.wav") << "RIFF";
    writeChirp(corpus.train / "stereo.wav", 0.03, 11025, 2);
    WaveFile silent;
    silent.sampleRate = 8000;
    silent.channels = {std::vector<double>(500, 0.0)};
    silent.write(corpus.train / "silent.wav");
    const auto result = runDequantizer(corpus.command({"--minibatches", "5", "--sample-rate", "8000"}));
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
    CHECK(result.errors.find("broken.wav") != std::string::npos);
    CHECK(result.errors.find("silent.wav is left out: it is silent") != std::string::npos);
    CHECK(result.errors.find("1 files are at another rate") != std::string::npos);
    CHECK(result.errors.find("of 5 sounds") != std::string::npos);
}

TEST_CASE("A model of another algorithm says so, and only programs that run it accept it", "[companion]")
{
    const TrainingCorpus corpus;
    const auto gradient = GENERATE(as<std::string>(), "full", "truncated", "implicit");
    auto command = corpus.command({"--algorithm", "over-relaxed", "--relaxation", "1.7", "--minibatches", "10"});
    *std::find(command.begin(), command.end(), "full") = gradient;
    const auto trained = runDequantizer(command);
    CAPTURE(trained.errors);
    REQUIRE(trained.status == 0);
    const auto model = readModelFile(corpus.output, AcceptedModels::anyAlgorithm);
    CHECK(model.scheme == IterationScheme::of(SolverAlgorithm::overRelaxed, 1.7, 0.0));
    CHECK(model.training.at("gradient") == gradient);

    const auto inspected = runDequantizer({"inspect", corpus.output.string()});
    CHECK(inspected.status == 0);
    CHECK(inspected.output.find("over-relaxed") != std::string::npos);
    const std::string reason = "this model is for the algorithm over-relaxed, and only evaluate, inspect and train "
                               "support another than chambolle-pock";
    checkRefused(corpus,
                 {"restore", (corpus.train / "sound0.wav").string(), (corpus.folder / "out.wav").string(), "--model",
                  corpus.output.string()},
                 reason);
    checkRefused(corpus, {"check", "--model", corpus.output.string()}, reason);
    const auto evaluated = runDequantizer(
        {"evaluate", "--data", corpus.validation.string(), "--bits", "4", "--model", corpus.output.string()});
    CAPTURE(evaluated.errors);
    CHECK(evaluated.status == 0);
    CHECK(evaluated.errors.find("restoring with the algorithm of the model, over-relaxed") != std::string::npos);
}

TEST_CASE("train rejects invalid input before it starts", "[companion]")
{
    const TrainingCorpus corpus;
    SECTION("no such folder")
    {
        std::filesystem::remove_all(corpus.train);
        std::filesystem::create_directory(corpus.folder / "x");
        checkRefused(corpus, corpus.command(), "there is no such folder");
    }
    SECTION("an empty folder")
    {
        std::filesystem::remove(corpus.validation / "other.wav");
        checkRefused(corpus, corpus.command(), "there is no sound file in this folder");
    }
    SECTION("a folder without usable files")
    {
        std::ofstream(corpus.validation / "other.wav") << "text";
        checkRefused(corpus, corpus.command(), "no file in this folder can be used for training");
    }
    SECTION("an output in a missing folder")
    {
        auto command = corpus.command();
        *std::find(command.begin(), command.end(), corpus.output.string()) =
            (corpus.folder / "no" / "model.safetensors").string();
        checkRefused(corpus, command, "no");
    }
    SECTION("an output that is no model file")
    {
        auto command = corpus.command();
        *std::find(command.begin(), command.end(), corpus.output.string()) = (corpus.folder / "model.wav").string();
        checkRefused(corpus, command, "model.wav does not end in .safetensors", 2);
    }
    SECTION("more minibatches than can be counted")
    {
        const auto* const duration = GENERATE("--epochs", "--minutes");
        checkRefused(corpus, corpus.command({duration, "1e30"}),
                     std::string(duration) + " asks for more minibatches than a run can have");
    }
    SECTION("a hop longer than a frame")
    {
        checkRefused(corpus, corpus.command({"--hop", "33"}), "the hop must not be larger than the frame length");
    }
    SECTION("backward steps with a full gradient")
    {
        checkRefused(corpus, corpus.command({"--backward-steps", "3"}),
                     "--backward-steps requires --gradient truncated or implicit");
    }
    SECTION("a relaxation of an algorithm without it")
    {
        checkRefused(corpus, corpus.command({"--relaxation", "1.5"}), "--relaxation requires --algorithm over-relaxed");
    }
    SECTION("another algorithm with learned bounds")
    {
        checkRefused(corpus, corpus.command({"--bounds", "learned", "--algorithm", "admm"}),
                     "another algorithm than chambolle-pock requires a dense operator with constant bounds");
    }
    SECTION("the implicit gradient with learned bounds")
    {
        auto command = corpus.command({"--bounds", "learned"});
        *std::find(command.begin(), command.end(), "full") = "implicit";
        checkRefused(corpus, command, "the implicit gradient requires a dense operator with constant bounds");
    }
    SECTION("an unknown loss")
    {
        checkRefused(corpus, corpus.command({"--loss", "best"}), "--loss", 2);
    }
    SECTION("two durations")
    {
        checkRefused(corpus, corpus.command({"--epochs", "1", "--minutes", "1"}), "", 2);
    }
    SECTION("a starting model of another size")
    {
        checkRefused(corpus, corpus.command({"--start", (corpus.train / "sound0.wav").string()}), "sound0.wav");
    }
}
