#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/EvaluationCorpora.h"
#include "Skip.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <vector>

using namespace dequantizer;

TEST_CASE("The scorecard continues where it was interrupted", "[companion][evaluate]")
{
    if (runProgram("python3", {"--version"}).status != 0 || runProgram("bash", {"--version"}).status != 0)
        return skip("there is no python3, or no bash");
    const Corpora corpora;
    const auto output = corpora.folder / "scorecard";
    const auto scorecard = [&](const std::string& bits)
    {
        return runProgram("env", {"DEQUANTIZER=" DEQUANTIZER_PROGRAM, "BITS=" + bits,
                                  "METHODS=automatic wiener any-low-latency", "bash",
                                  DEQUANTIZER_SCRIPTS "/scorecard.sh", corpora.folder.path.string(), output.string()});
    };
    const auto first = scorecard("4,8");
    CAPTURE(first.errors);
    REQUIRE(first.status == 0);
    const auto lines = [&]
    {
        std::ifstream stream(output / "scorecard.md");
        std::vector<std::string> all;
        for (std::string line; std::getline(stream, line);)
            all.push_back(line);
        return all;
    };
    const auto table = lines();
    const auto rows = [&](const std::string& beginning)
    {
        return std::count_if(table.begin(), table.end(),
                             [&](const std::string& line) { return line.starts_with(beginning); });
    };
    CHECK(rows("## voices, speech") == 1);
    CHECK(rows("## noises, synthetic") == 1);
    // SNR and noise-to-mask ratio of two corpora.
    CHECK(rows("| | 4 bit | 8 bit |") == 4);
    for (const auto* const method : {"| input |", "| automatic |", "| any-low-latency |", "| wiener |"})
        CHECK(rows(method) >= 4);
    CHECK(rows("## Files made worse") == 1);

    // What is finished is neither measured again nor mixed with figures of other settings.
    std::filesystem::remove(output / "noises.automatic.json");
    std::filesystem::remove_all(corpora.folder / "voices" / "dev");
    const auto second = scorecard("4,8");
    CAPTURE(second.errors);
    CHECK(second.status == 0);
    CHECK(std::filesystem::exists(output / "noises.automatic.json"));
    CHECK(lines() == table);
    const auto other = scorecard("4");
    CHECK(other.status == 1);
    CHECK_THAT(other.errors, ContainsSubstring("other settings"));
}

TEST_CASE("Processes share the scorecard, and a run by itself writes it", "[companion][evaluate]")
{
    if (runProgram("python3", {"--version"}).status != 0 || runProgram("bash", {"--version"}).status != 0)
        return skip("there is no python3, or no bash");
    const Corpora corpora;
    const auto output = corpora.folder / "scorecard";
    const auto run = [&](std::vector<std::string> environment)
    {
        environment.insert(environment.end(),
                           {"DEQUANTIZER=" DEQUANTIZER_PROGRAM, "BITS=4", "METHODS=automatic dct", "bash",
                            DEQUANTIZER_SCRIPTS "/scorecard.sh", corpora.folder.path.string(), output.string()});
        const auto result = runProgram("env", environment);
        CAPTURE(result.errors);
        CHECK(result.status == 0);
    };
    const auto evaluated = [&]
    {
        std::set<std::string> files;
        for (const auto& entry : std::filesystem::directory_iterator(output))
            if (entry.path().extension() == ".json")
                files.insert(entry.path().stem().string());
        return files;
    };
    using Files = std::set<std::string>;
    run({"SLURM_PROCID=1", "SLURM_NTASKS=2"});
    CHECK(evaluated() == Files{"noises.dct", "voices.dct"});
    run({"OMPI_COMM_WORLD_RANK=0", "OMPI_COMM_WORLD_SIZE=2"});
    CHECK(evaluated() == Files{"noises.automatic", "noises.dct", "voices.automatic", "voices.dct"});
    CHECK_FALSE(std::filesystem::exists(output / "scorecard.md"));
    run({});
    CHECK(std::filesystem::exists(output / "scorecard.md"));
}
