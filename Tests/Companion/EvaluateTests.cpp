#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "Skip.h"
#include "TemporaryFolder.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <string>

using namespace dequantizer;

namespace
{
nlohmann::json evaluated(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), "evaluate");
    arguments.insert(arguments.end(), {"--json", "-"});
    const auto result = runDequantizer(arguments);
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
    return nlohmann::json::parse(result.output);
}
} // namespace

TEST_CASE("Evaluating a folder yields the figures of its files", "[companion]")
{
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "data");
    std::filesystem::copy_file(DEQUANTIZER_SPEECH, folder / "data" / "speech.wav");
    auto loud = readWaveFile(DEQUANTIZER_SPEECH);
    for (double& sample : loud.channels[0])
        sample *= 0.25; // normalised before quantising, so the gain has no effect
    loud.sample = WaveSample::float32;
    loud.write(folder / "data" / "quiet.wav");

    const auto csv = (folder / "figures.csv").string();
    const auto figures = evaluated({"--data", (folder / "data").string(), "--bits", "4", "--dct", "--csv", csv});
    const std::vector<std::string> keys{"files",           "bits",   "mse_input",       "mse",
                                        "snr_input_db",    "snr_db", "segsnr_input_db", "segsnr_db",
                                        "real_time_factor"};
    for (const auto& key : keys)
    {
        CAPTURE(key);
        CHECK(figures.contains(key));
    }
    CHECK(figures["files"] == 2);
    CHECK(figures["bits"] == 4);
    CHECK(figures["mse"].get<double>() < figures["mse_input"].get<double>());
    CHECK(figures["snr_db"].get<double>() > figures["snr_input_db"].get<double>());
    CHECK(figures["real_time_factor"].get<double>() > 0.0);

    std::ifstream stream(csv);
    std::string header, first, second;
    std::getline(stream, header);
    std::getline(stream, first);
    std::getline(stream, second);
    CHECK(header.starts_with("file,samples,mse_input"));
    CHECK(first.starts_with("\"quiet.wav\","));
    CHECK(second.starts_with("\"speech.wav\","));
    // The same audio at another level: the same figures except for rounding.
    CHECK(std::stod(first.substr(first.find(',', first.find(',') + 1) + 1)) ==
          Approx(std::stod(second.substr(second.find(',', second.find(',') + 1) + 1))).epsilon(1e-4));
}

TEST_CASE("Files that cannot be compared are left out with a reason", "[companion]")
{
    const TemporaryFolder folder;
    const auto data = folder / "data";
    std::filesystem::create_directory(data);
    std::filesystem::copy_file(DEQUANTIZER_SPEECH, data / "speech.wav");
    WaveFile wave;
    wave.channels = {std::vector<double>(1000, 0.25)};
    const auto leftOut = [&](const std::vector<std::string>& more)
    {
        std::vector<std::string> arguments{"evaluate", "--data", data.string(), "--bits", "4", "--dct", "--json", "-"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const auto result = runDequantizer(arguments);
        CAPTURE(result.errors);
        REQUIRE(result.status == 0);
        const auto figures = nlohmann::json::parse(result.output);
        CHECK(figures["files"] == 1);
        for (const auto* const key : {"mse", "snr_db", "segsnr_db", "nmr_db", "loudness_difference"})
            CHECK(figures[key].is_number()); // infinity and not-a-number are null in JSON
        return result.errors;
    };
    SECTION("a rate that is too low for the auditory measures")
    {
        wave.sampleRate = 500;
        wave.write(data / "slow.wav");
        CHECK_THAT(leftOut({}), ContainsSubstring("slow.wav is left out: its sample rate is below 1000 Hz"));
    }
    SECTION("sound in the last, incomplete frame alone")
    {
        std::fill_n(wave.channels[0].begin(), 960, 0.0); // three frames
        wave.write(data / "late.wav");
        CHECK_THAT(leftOut({"--whole-frames"}), ContainsSubstring("late.wav is left out: its whole frames are silent"));
    }
    SECTION("no whole frame")
    {
        wave.channels[0].resize(100);
        wave.write(data / "short.wav");
        CHECK_THAT(leftOut({"--whole-frames"}), ContainsSubstring("short.wav is left out: it is shorter than a frame"));
    }
}

TEST_CASE("A row per file is printed on request", "[companion]")
{
    const TemporaryFolder folder;
    std::filesystem::copy_file(DEQUANTIZER_SPEECH, folder / "speech.wav");
    const auto result =
        runDequantizer({"evaluate", "--data", folder.path.string(), "--bits", "4", "--dct", "--per-file"});
    CHECK(result.status == 0);
    CHECK(result.output.find("speech.wav") != std::string::npos);
    CHECK(result.output.find("real-time factor") != std::string::npos);
}

TEST_CASE("A text matrix and a model file with the same K give the same figures", "[companion]")
{
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "data");
    std::filesystem::copy_file(DEQUANTIZER_SPEECH, folder / "data" / "speech.wav");
    auto model = cosineModel(16000.0, 0.125);
    model.steps = stepSizesFromWeight(10.0, 1.0);
    writeModelFile(model, folder / "m.safetensors");
    {
        std::ofstream text(folder / "K.txt");
        text.precision(9);
        for (Eigen::Index i = 0; i < 320; ++i)
            for (Eigen::Index j = 0; j < 320; ++j)
                text << model.K(i, j) << (j == 319 ? '\n' : ' ');
    }
    const auto evaluate = [&](const std::string& file)
    {
        return evaluated({"--data", (folder / "data").string(), "--bits", "4", "--hop", "80", "--model",
                          (folder / file).string()})["mse"]
            .get<double>();
    };
    CHECK(evaluate("K.txt") == Approx(evaluate("m.safetensors")).epsilon(1e-5));
}

TEST_CASE("evaluate restores with other algorithms", "[companion]")
{
    const TemporaryFolder folder;
    std::filesystem::copy_file(DEQUANTIZER_SPEECH, folder / "speech.wav");
    const auto errorWith = [&](std::vector<std::string> options)
    {
        options.insert(options.begin(), {"--data", folder.path.string(), "--bits", "4", "--max-seconds", "0.5"});
        return evaluated(options)["mse"].get<double>();
    };
    const double plain = errorWith({"--dct"});
    CHECK(errorWith({"--dct", "--algorithm", "chambolle-pock"}) == plain);
    // The same iteration by another path, in float instead of 16 bit.
    CHECK(errorWith({"--dct", "--algorithm", "over-relaxed", "--relaxation", "1"}) == Approx(plain).epsilon(1e-3));
    for (const auto* algorithm : {"over-relaxed", "inertial", "admm", "restarted"})
    {
        CAPTURE(algorithm);
        const double error = errorWith({"--dct", "--algorithm", algorithm});
        CHECK(error != plain);
        CHECK(error == Approx(plain).epsilon(0.2));
        // All have the same solution.
        CHECK(errorWith({"--dct", "--algorithm", algorithm, "--iterations", "3000", "--hop", "160"}) ==
              Approx(errorWith({"--dct", "--iterations", "3000", "--hop", "160"})).epsilon(0.01));
    }

    const auto refused = [&](const std::vector<std::string>& options)
    {
        std::vector<std::string> arguments{"evaluate", "--data", folder.path.string(), "--bits", "4"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const auto result = runDequantizer(arguments);
        CHECK(result.status != 0);
        return result.errors;
    };
    CHECK_THAT(refused({"--model", "speech", "--algorithm", "admm"}),
               ContainsSubstring("--algorithm requires --dct or a dense model with constant bounds"));
    CHECK_THAT(refused({"--dct", "--relaxation", "1.5"}), ContainsSubstring("requires --algorithm over-relaxed"));
}

TEST_CASE("Material and quality select the model to evaluate", "[companion]")
{
    const TemporaryFolder folder;
    std::filesystem::copy_file(DEQUANTIZER_SPEECH, folder / "speech.wav");
    const auto errorWith = [&](std::vector<std::string> options)
    {
        options.insert(options.begin(), {"--data", folder.path.string(), "--bits", "4"});
        return evaluated(options)["mse"].get<double>();
    };
    CHECK(errorWith({}) == errorWith({"--model", "speech"}));
    CHECK(errorWith({"--quality", "low-latency"}) == errorWith({"--model", "speech-low-latency"}));
    CHECK(errorWith({"--material", "any", "--quality", "best"}) == errorWith({"--model", "any-best"}));
    CHECK(errorWith({"--material", "speech"}) == errorWith({"--model", "speech"}));
    CHECK(errorWith({"--material", "automatic"}) != errorWith({"--material", "any"}));
}

TEST_CASE("The DCT has the published figures on the development speech", "[companion][corpus]")
{
    if (!std::filesystem::is_directory(DEQUANTIZER_DEV_CORPUS))
        return skip("there is no corpus at ../shared/corpus/ieee/dev");
    struct Cell
    {
        int bits;
        std::string sigma, tau, iterations;
        double mseInput, snrInput, mse, snr;
    };
    // The whole table, but only one cell of the columns with a hundred iterations.
    const std::vector<Cell> cells = {
        {4, "9.9", "0.099", "10", 2.0314e-3, 8.450, 8.8545e-4, 12.068},
        {5, "9.9", "0.099", "10", 4.3666e-4, 15.123, 3.0667e-4, 16.653},
        {6, "9.9", "0.099", "10", 9.3139e-5, 21.827, 1.1007e-4, 21.097},
        {8, "9.9", "0.099", "10", 5.0709e-6, 34.452, 1.3621e-5, 30.161},
        {4, "100", "0.01", "10", 2.0314e-3, 8.450, 9.2930e-4, 11.832},
        {5, "100", "0.01", "10", 4.3666e-4, 15.123, 2.7197e-4, 17.164},
        {6, "100", "0.01", "10", 9.3139e-5, 21.827, 9.3058e-5, 21.826},
        {8, "100", "0.01", "10", 5.0709e-6, 34.452, 1.0663e-5, 31.227},
        {4, "9.9", "0.099", "100", 2.0314e-3, 8.450, 8.6904e-4, 12.150},
    };
    for (const auto& cell : cells)
    {
        CAPTURE(cell.bits, cell.sigma, cell.iterations);
        const auto figures = evaluated({"--data", DEQUANTIZER_DEV_CORPUS, "--dct", "--bits", std::to_string(cell.bits),
                                        "--hop", "320", "--whole-frames", "--iterations", cell.iterations, "--sigma",
                                        cell.sigma, "--tau", cell.tau, "--theta", "1"});
        CHECK(figures["files"] == 108);
        CHECK(figures["mse_input"].get<double>() == Approx(cell.mseInput).epsilon(0.005));
        CHECK(figures["snr_input_db"].get<double>() == Approx(cell.snrInput).margin(0.01));
        CHECK(figures["mse"].get<double>() == Approx(cell.mse).epsilon(0.005));
        CHECK(figures["snr_db"].get<double>() == Approx(cell.snr).margin(0.01));
    }
}
