#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "Model/ReadWholeFile.h"
#include "Skip.h"
#include "TemporaryFolder.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <sstream>

using namespace dequantizer;

namespace
{
struct ReproducedCorpus
{
    TemporaryFolder folder;

    ReproducedCorpus()
    {
        for (const auto* name : {"train", "validation"})
        {
            std::filesystem::create_directory(folder / name);
            WaveFile wave;
            wave.sampleRate = 1600; // frames of 32 samples
            wave.channels.emplace_back();
            for (int i = 0; i < 2000; ++i)
                wave.channels.back().push_back(0.7 * std::sin(0.05 * i + 4e-5 * i * i));
            wave.write(folder / name / "sound.wav");
        }
    }

    [[nodiscard]] std::vector<std::string> command(const std::string& figure, const std::string& output,
                                                   const std::vector<std::string>& more = {}) const
    {
        std::vector<std::string> arguments{"reproduce",
                                           figure,
                                           "--train",
                                           (folder / "train").string(),
                                           "--validation",
                                           (folder / "validation").string(),
                                           "--output",
                                           (folder / output).string(),
                                           "--inference-iterations",
                                           "50",
                                           "--inference-frames",
                                           "8",
                                           "--batch",
                                           "8"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        if (std::find(more.begin(), more.end(), "--epochs") == more.end())
            arguments.insert(arguments.end(), {"--epochs", "1"});
        return arguments;
    }

    void run(const std::vector<std::string>& arguments) const
    {
        const auto result = runDequantizer(arguments);
        CAPTURE(result.errors);
        REQUIRE(result.status == 0);
    }

    // A table without the columns of run times, which vary.
    [[nodiscard]] std::string table(const std::string& output, const std::string& figure) const
    {
        return readWholeFile(folder / output / (figure + ".csv"), 1 << 20);
    }
};

bool gnuplotIsThere()
{
    return std::system("gnuplot --version >/dev/null 2>&1") == 0;
}

// The errors of figure3 in `table`: those of the cosine transform, or those of the trained models.
std::vector<double> errorsIn(const std::string& table, bool ofCosine)
{
    std::vector<double> errors;
    std::istringstream lines(table);
    for (std::string line; std::getline(lines, line);)
    {
        std::vector<std::string> cells;
        std::istringstream row(line);
        for (std::string cell; std::getline(row, cell, ',');)
            cells.push_back(cell);
        if (cells.size() < 6 || cells[1] == "gradient" || (cells[1] == "none") != ofCosine)
            continue;
        errors.push_back(std::stod(cells[4])); // classical inference
        if (!cells[5].empty())
            errors.push_back(std::stod(cells[5])); // to optimality
    }
    return errors;
}
} // namespace

TEST_CASE("The caption of figure3 says where the curve of the cosine transform leaves the axis", "[companion]")
{
    if (!gnuplotIsThere())
        skip("gnuplot is not installed");
    const ReproducedCorpus corpus;
    // Training makes the operator worse than the cosine transform at a huge rate, so that the curve leaves below.
    const bool isBelow = GENERATE(false, true);
    std::vector<std::string> more{"--max-training-iterations", "10"};
    if (isBelow)
        more.insert(more.end(), {"--learning-rate", "10"});
    corpus.run(corpus.command("figure3", "out", more));
    const auto table = corpus.table("out", "figure3");
    const auto cosine = errorsIn(table, true), trained = errorsIn(table, false);
    const auto svg = readWholeFile(corpus.folder / "out" / "figure3.svg", 1 << 24);
    const bool saysAbove = svg.find("it is above") != std::string::npos;
    const bool saysBelow =
        svg.find("it is below") != std::string::npos || svg.find("it is above or below") != std::string::npos;
    CAPTURE(table);
    const auto [least, most] = std::minmax_element(trained.begin(), trained.end());
    const double margin = 0.1 * (*most - *least) + 1e-3 * *most; // of the axis
    CHECK(saysAbove == (*std::max_element(cosine.begin(), cosine.end()) > *most + margin));
    CHECK(saysBelow == (*std::min_element(cosine.begin(), cosine.end()) < *least - margin));
    CHECK(saysBelow == isBelow);
}

TEST_CASE("reproduce figure3 draws error bars over seeds", "[companion]")
{
    if (!gnuplotIsThere())
        skip("gnuplot is not installed");
    const ReproducedCorpus corpus;
    const std::vector<std::string> small{"--max-training-iterations", "10", "--seed"};
    const auto withSeed = [&](const std::string& seed, std::vector<std::string> more = {})
    {
        auto options = small;
        options.push_back(seed);
        options.insert(options.end(), more.begin(), more.end());
        return options;
    };
    corpus.run(corpus.command("figure3", "two", withSeed("2")));
    corpus.run(corpus.command("figure3", "three", withSeed("3")));
    const auto two = (corpus.folder / "two").string(), three = (corpus.folder / "three").string();
    const auto svgOf = [&] { return readWholeFile(corpus.folder / "one" / "figure3.svg", 1 << 24); };

    corpus.run(corpus.command("figure3", "one", withSeed("1")));
    CHECK(svgOf().find("mean and range of") == std::string::npos);
    corpus.run(corpus.command("figure3", "one", withSeed("1", {"--other-seeds", two, three})));
    CHECK(svgOf().find("mean and range of 3 seeds") != std::string::npos);

    const auto refuse = [&](const std::vector<std::string>& more, const std::string& why)
    {
        const auto result = runDequantizer(corpus.command("figure3", "one", more));
        CAPTURE(result.errors);
        CHECK(result.status == 1);
        CHECK(result.errors.find(why) != std::string::npos);
    };
    refuse(withSeed("1", {"--other-seeds", two, two}), "another of these tables has the same seed");
    refuse(withSeed("1", {"--other-seeds", (corpus.folder / "none").string()}), "does not exist or is empty");
    corpus.run(
        corpus.command("figure3", "other", {"--max-training-iterations", "10", "--seed", "4", "--learning-rate", "1"}));
    refuse(withSeed("1", {"--other-seeds", (corpus.folder / "other").string()}), "was made with other settings");
}

TEST_CASE("reproduce figure3 resumes cell by cell", "[companion]")
{
    const ReproducedCorpus corpus;
    corpus.run(corpus.command("figure3", "out", {"--max-training-iterations", "10"}));
    const auto first = corpus.table("out", "figure3");
    CHECK(std::count(first.begin(), first.end(), '\n') ==
          2 + 10 + 2); // the cosine transform for every L, two trainings
    if (gnuplotIsThere())
    {
        CHECK(std::filesystem::file_size(corpus.folder / "out" / "figure3.png") > 1000);
        const auto svg = readWholeFile(corpus.folder / "out" / "figure3.svg", 1 << 24);
        CHECK(svg.find("Not as published: 1 of 20 epochs") != std::string::npos);
    }
    else
    {
        skip("the figures: gnuplot is not installed");
    }

    // The same command again changes nothing; a larger version keeps existing results.
    corpus.run(corpus.command("figure3", "out", {"--max-training-iterations", "10"}));
    CHECK(corpus.table("out", "figure3") == first);
    corpus.run(corpus.command("figure3", "out", {"--max-training-iterations", "20", "--max-full-iterations", "10"}));
    const auto larger = corpus.table("out", "figure3");
    CHECK(larger.starts_with(first));
    CHECK(std::count(larger.begin(), larger.end(), '\n') == 15);
    CHECK(larger.find("\n20,truncated,1,") != std::string::npos);

    // A row with fewer epochs than asked for is computed again.
    corpus.run(corpus.command("figure3", "out", {"--max-training-iterations", "10", "--epochs", "2"}));
    const auto longer = corpus.table("out", "figure3");
    CHECK(longer.find("\n10,full,2,") != std::string::npos);
    CHECK(longer.find("\n20,truncated,1,") != std::string::npos);

    const auto other = runDequantizer(corpus.command("figure3", "out", {"--seed", "2"}));
    CHECK(other.status == 1);
    CHECK(other.errors.find("was made with other settings") != std::string::npos);
    CHECK(corpus.table("out", "figure3") == longer);
}

TEST_CASE("reproduce figure4 uses the models of figure3", "[companion]")
{
    const ReproducedCorpus corpus;
    corpus.run(corpus.command("figure3", "out", {"--max-training-iterations", "30"}));
    const auto model = corpus.folder / "out" / "models" / "L30-full.safetensors";
    const auto written = std::filesystem::last_write_time(model);
    corpus.run(corpus.command("figure4", "out", {"--max-training-iterations", "30"}));
    CHECK(std::filesystem::last_write_time(model) == written);
    const auto table = corpus.table("out", "figure4");
    for (const auto* start : {"\nDCT,1,", "\nDCT,50,", "\nL30-full,50,1,", "\nL30-truncated,1,1,"})
        CHECK(table.find(start) != std::string::npos);
}

TEST_CASE("reproduce poster has a row for every method", "[companion]")
{
    const ReproducedCorpus corpus;
    corpus.run(corpus.command("poster", "out"));
    const auto table = corpus.table("out", "poster");
    CHECK(std::count(table.begin(), table.end(), '\n') == 2 + 27);
    CHECK(table.find("\n6,10,perceptual,1,") != std::string::npos);
}

TEST_CASE("reproduce algorithms has a row for every algorithm, untrained and trained", "[companion]")
{
    const ReproducedCorpus corpus;
    corpus.run(corpus.command("algorithms", "out", {"--max-training-iterations", "5", "--backward-steps", "3"}));
    const auto table = corpus.table("out", "algorithms");
    for (const auto* run : {"chambolle-pock-untrained", "restarted-untrained", "over-relaxed-5-full", "inertial-5-full",
                            "admm-5-truncated", "restarted-5-full", "chambolle-pock-5-implicit"})
        CHECK(table.find(std::string("\n") + run + ",") != std::string::npos);
    CHECK(table.find("-10-full") == std::string::npos);
    // Again, from the files.
    corpus.run(corpus.command("algorithms", "out", {"--max-training-iterations", "5", "--backward-steps", "3"}));
    CHECK(corpus.table("out", "algorithms") == table);
}

TEST_CASE("An interrupted reproduce resumes to the same result", "[companion]")
{
    const ReproducedCorpus corpus;
    const std::vector<std::string> longTraining{
        "--max-training-iterations", "10", "--max-full-iterations", "0", "--epochs", "2500"};
    corpus.run(corpus.command("figure3", "whole", longTraining));

    const auto command = corpus.command("figure3", "parts", longTraining);
    std::vector<std::string> limited{"-s", "INT", "0.5", DEQUANTIZER_PROGRAM};
    limited.insert(limited.end(), command.begin(), command.end());
    const auto stopped = runProgram("timeout", limited);
    CAPTURE(stopped.errors);
    if (stopped.status != 124)
        skip("the run ended before it could be stopped");
    corpus.run(command);
    // All columns except the run times, which follow the errors.
    const auto upToErrors = [](const std::string& table)
    {
        const auto row = table.substr(table.find("\n10,truncated,"));
        std::string::size_type end = 0;
        for (int comma = 0; comma < 6; ++comma)
            end = row.find(',', end + 1);
        return row.substr(0, end);
    };
    CHECK(upToErrors(corpus.table("parts", "figure3")) == upToErrors(corpus.table("whole", "figure3")));
    for (const auto& entry : std::filesystem::directory_iterator(corpus.folder / "parts" / "models"))
        CHECK(entry.path().extension() == ".safetensors");
}
