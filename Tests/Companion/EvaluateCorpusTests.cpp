#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/EvaluationCorpora.h"
#include "TemporaryFolder.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

using namespace dequantizer;

namespace
{
using Arguments = std::vector<std::string>;

RunResult evaluate(Arguments arguments)
{
    arguments.insert(arguments.begin(), "evaluate");
    return runDequantizer(arguments);
}

nlohmann::json figuresOf(Arguments arguments)
{
    arguments.insert(arguments.end(), {"--json", "-"});
    const auto result = evaluate(arguments);
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
    return nlohmann::json::parse(result.output);
}

std::vector<std::vector<std::string>> rowsOf(const std::filesystem::path& csv)
{
    std::ifstream stream(csv);
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(stream, line);)
    {
        rows.emplace_back();
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, ',');)
            rows.back().push_back(cell);
    }
    return rows;
}
} // namespace

TEST_CASE("A corpus is evaluated at several depths, by material", "[companion][evaluate]")
{
    const Corpora corpora;
    const auto csv = corpora.folder / "figures.csv";
    const auto json = figuresOf({"--manifest", corpora.manifest("voices"), "--manifest", corpora.manifest("noises"),
                                 "--bits", "4,8", "--csv", csv.string()});
    REQUIRE(json["depths"].size() == 2);

    const auto& four = json["depths"][0];
    CHECK(four["bits"] == 4);
    CHECK(four["files"] == 3);
    CHECK(four["lossy_left_out"] == 0);
    REQUIRE(four["results"].size() == 3);
    CHECK(four["results"][0]["file"] == "voices/dev/b.wav"); // in the order of the manifests
    CHECK(four["results"][1]["file"] == "voices/dev/a.wav");
    CHECK(four["results"][2]["file"] == "noises/dev/hiss.wav");
    CHECK(four["results"][0]["material"] == "speech");
    CHECK(four["results"][0]["group"] == "singer");
    CHECK(four["results"][0]["bits"] == 4);

    REQUIRE(four["materials"].size() == 2);
    const auto& speech = four["materials"][0];
    CHECK(speech["material"] == "speech");
    CHECK(speech["files"] == 2);
    double gains[3];
    for (std::size_t i = 0; i < 3; ++i)
        gains[i] = four["results"][i]["snr_db"].get<double>() - four["results"][i]["snr_input_db"].get<double>();
    CHECK(gains[0] > 3.0);
    CHECK(speech["snr_db"].get<double>() - speech["snr_input_db"].get<double>() == Approx(0.5 * (gains[0] + gains[1])));
    CHECK(speech["least_gain_db"].get<double>() == Approx(std::min(gains[0], gains[1])));
    CHECK(speech["least_gain_file"] == (gains[0] < gains[1] ? "voices/dev/b.wav" : "voices/dev/a.wav"));
    CHECK(speech["made_worse"] == 0);
    CHECK(four["least_gain_file"] == "noises/dev/hiss.wav"); // by the DCT
    CHECK(four["made_worse"] == (gains[2] < 0.0 ? 1 : 0));
    CHECK(four["nmr_db"].get<double>() < four["nmr_input_db"].get<double>() - 3.0);

    const auto& eight = json["depths"][1];
    CHECK(eight["bits"] == 8);
    CHECK(eight["files"] == 2);
    CHECK(eight["lossy_left_out"] == 1);
    CHECK(eight["results"][0]["file"] == "voices/dev/b.wav");

    const auto rows = rowsOf(csv);
    REQUIRE(rows.size() == 6);
    const Arguments added{
        "bits", "material", "nmr_input_db", "nmr_db", "loudness_difference_input", "loudness_difference", "group"};
    CHECK(Arguments(rows[0].end() - 7, rows[0].end()) == added);
    CHECK(rows[2][0] == "\"voices/dev/a.wav\"");
    CHECK(rows[2][9] == "4");
    CHECK(rows[2][10] == "\"speech\"");
    CHECK(std::stod(rows[2][12]) == Approx(four["results"][1]["nmr_db"].get<double>()));
    CHECK(std::stod(rows[2][14]) == Approx(four["results"][1]["loudness_difference"].get<double>()));
    CHECK(four["loudness_difference"].get<double>() < 0.5 * four["loudness_difference_input"].get<double>());
    CHECK(rows[5][0] == "\"noises/dev/hiss.wav\"");
    CHECK(rows[5][9] == "8");
}

TEST_CASE("A part of a corpus, and of each file, can be evaluated", "[companion][evaluate]")
{
    const Corpora corpora;
    const auto csv = corpora.folder / "figures.csv";
    const auto json = figuresOf({"--manifest", corpora.manifest("voices"), "--part", "train", "--bits", "6",
                                 "--max-seconds", "0.1", "--csv", csv.string()});
    CHECK(json["files"] == 1); // of one depth: the object itself
    CHECK(json["results"][0]["file"] == "voices/train/c.wav");
    CHECK(rowsOf(csv)[1][1] == "1600");
}

TEST_CASE("A corpus is evaluated by speaker, piece, kit or instrument", "[companion][evaluate]")
{
    const Corpora corpora;
    const Arguments command{
        "--manifest", corpora.manifest("noises"), "--manifest", corpora.manifest("voices"), "--set", "dev", "--bits",
        "4"};
    const auto json = figuresOf(command);
    // Sorted by material, then by name.
    REQUIRE(json["groups"].size() == 3);
    const std::vector<std::pair<std::string, std::string>> groups{
        {"reader", "voices/dev/a.wav"}, {"singer", "voices/dev/b.wav"}, {"hiss", "noises/dev/hiss.wav"}};
    for (std::size_t i = 0; i < groups.size(); ++i)
    {
        const auto& [group, file] = groups[i];
        CAPTURE(group);
        const auto& row = json["groups"][i];
        const auto result = std::find_if(json["results"].begin(), json["results"].end(),
                                         [&name = file](const auto& each) { return each["file"] == name; });
        REQUIRE(result != json["results"].end());
        CHECK(row["group"] == group);
        CHECK(row["material"] == (*result)["material"]);
        CHECK(row["files"] == 1);
        CHECK(row["least_gain_file"] == file);
        CHECK(row["snr_db"] == (*result)["snr_db"]);
    }

    const std::string title = "bits  group";
    CHECK_THAT(evaluate(command).output, !ContainsSubstring(title));
    auto withRows = command;
    withRows.emplace_back("--per-group");
    const auto text = evaluate(withRows).output;
    CHECK_THAT(text, ContainsSubstring(title));
    const auto reader = text.find("restored     4  reader "), singer = text.find("restored     4  singer ");
    CHECK(reader != std::string::npos);
    CHECK(reader < singer);
    CHECK(singer < text.find("restored     4  hiss "));
    CHECK(evaluate({"--data", corpora.folder.path.string(), "--bits", "4", "--per-group"}).status == 2);
}

TEST_CASE("The figures do not depend on the number of jobs", "[companion][evaluate]")
{
    const Corpora corpora;
    const auto rowsWith = [&](const std::string& jobs)
    {
        const auto csv = corpora.folder / (jobs + ".csv");
        (void)figuresOf({"--manifest", corpora.manifest("voices"), "--manifest", corpora.manifest("noises"), "--bits",
                         "6,4", "--baseline", "wiener", "--jobs", jobs, "--csv", csv.string()});
        auto rows = rowsOf(csv);
        constexpr std::size_t realTimeFactor = 8;
        for (auto& row : rows)
            row[realTimeFactor].clear();
        return rows;
    };
    const auto one = rowsWith("1");
    CHECK(one.size() == 7);
    CHECK(one[1][9] == "6");
    CHECK(one == rowsWith("3"));
    CHECK(one == rowsWith("50"));
}

TEST_CASE("Textbook methods are evaluated beside the model", "[companion][evaluate]")
{
    const Corpora corpora;
    const Arguments command{
        "--manifest", corpora.manifest("voices"), "--bits", "5", "--baseline", "wiener", "--baseline",
        "gabor",      "--gabor-iterations",       "20"};
    auto withCsv = command;
    const auto csv = corpora.folder / "figures.csv";
    withCsv.insert(withCsv.end(), {"--csv", csv.string()});
    const auto json = figuresOf(withCsv);
    for (const auto* const name : {"wiener", "gabor"})
    {
        CAPTURE(name);
        const auto& baseline = json["baselines"][name];
        CHECK(baseline["snr_db"].get<double>() > json["snr_input_db"].get<double>() + 1.0);
        CHECK(baseline["made_worse"] == 0);
        CHECK(baseline["least_gain_file"].get<std::string>().starts_with("voices/dev/"));
        CHECK(baseline["nmr_db"].get<double>() < json["nmr_input_db"].get<double>());
        CHECK(baseline["loudness_difference"].get<double>() < json["loudness_difference_input"].get<double>());
        CHECK(json["materials"][0]["baselines"].contains(name));
        CHECK(json["results"][1]["baselines"][name].contains("snr_db"));
    }
    CHECK(json["baselines"]["wiener"] != json["baselines"]["gabor"]);
    const auto head = rowsOf(csv).front();
    CHECK(Arguments(head.end() - 2, head.end()) == Arguments{"gabor_loudness_difference", "group"});

    const auto text = evaluate(command).output;
    CHECK_THAT(text, ContainsSubstring("quantised     restored       wiener        gabor"));
    CHECK_THAT(text, ContainsSubstring("noise-to-mask, dB"));
    CHECK_THAT(text, ContainsSubstring("least gain"));
}

TEST_CASE("Lossy sound alone cannot be evaluated at high depths", "[companion][evaluate]")
{
    const Corpora corpora;
    std::filesystem::remove(corpora.folder / "voices" / "dev" / "b.wav");
    const auto some = figuresOf({"--manifest", corpora.manifest("voices"), "--bits", "6,8"});
    REQUIRE(some["depths"].size() == 1);
    CHECK(some["depths"][0]["bits"] == 6);

    const auto none = evaluate({"--manifest", corpora.manifest("voices"), "--bits", "8"});
    CHECK(none.status == 1);
    CHECK_THAT(none.errors, ContainsSubstring("b.wav"));
    CHECK_THAT(none.errors, ContainsSubstring("1 of 2 files are left out at 8 bit: they went through a lossy codec"));
    CHECK_THAT(none.errors, ContainsSubstring("no file of this corpus can be evaluated"));
}

TEST_CASE("Sounds of several rates are each restored at their own", "[companion][evaluate]")
{
    const TemporaryFolder folder;
    auto voice = readWaveFile(DEQUANTIZER_SPEECH);
    voice.channels[0].resize(20000);
    std::filesystem::create_directory(folder / "data");
    voice.write(folder / "data" / "a.wav");
    voice.sampleRate = 8000;
    voice.write(folder / "data" / "b.wav");
    const auto json = figuresOf({"--data", (folder / "data").string(), "--bits", "4"});
    CHECK(json["files"] == 2);
    CHECK(json["materials"].empty());
    const auto alone = [&](const std::string& name, std::uint32_t rate)
    {
        std::filesystem::create_directory(folder / name);
        voice.sampleRate = rate;
        voice.write(folder / name / "a.wav");
        return figuresOf({"--data", (folder / name).string(), "--bits", "4"})["snr_db"];
    };
    CHECK(json["results"][0]["snr_db"] == alone("at16k", 16000));
    CHECK(json["results"][1]["snr_db"] == alone("at8k", 8000));
    CHECK(json["results"][0]["snr_db"] != json["results"][1]["snr_db"]);
}

TEST_CASE("Contradictory requests to evaluate are refused", "[companion][evaluate]")
{
    const Corpora corpora;
    const auto manifest = corpora.manifest("voices");
    const std::vector<std::pair<Arguments, std::string>> commands{
        {{"--bits", "4"}, "--data or --manifest"},
        {{"--data", corpora.folder.path.string(), "--manifest", manifest, "--bits", "4"}, "--manifest"},
        {{"--data", corpora.folder.path.string(), "--part", "dev", "--bits", "4"}, "--part"},
        {{"--manifest", manifest, "--part", "all", "--bits", "4"}, "--part"},
        {{"--manifest", manifest, "--bits", "4,4"}, "--bits: a value is given twice"},
        {{"--manifest", manifest, "--bits", "4,x"}, "--bits"},
        {{"--manifest", manifest, "--bits", "4,25"}, "--bits"},
        {{"--manifest", manifest, "--bits", "4", "--baseline", "best"}, "--baseline"},
        {{"--manifest", manifest, "--bits", "4", "--baseline", "gabor", "--baseline", "gabor"}, "--baseline"},
        {{"--manifest", manifest, "--bits", "4", "--jobs", "0"}, "--jobs"},
        {{"--manifest", manifest, "--bits", "4", "--max-seconds", "0"}, "--max-seconds"},
        {{"--manifest", manifest, "--bits", "4", "--max-seconds", "nan"}, "--max-seconds"},
    };
    for (const auto& [arguments, part] : commands)
    {
        CAPTURE(arguments);
        const auto result = evaluate(arguments);
        CHECK(result.status == 2);
        CHECK_THAT(result.errors, ContainsSubstring(part));
        CHECK_THAT(result.errors, ContainsSubstring("--help"));
    }
    const auto empty = evaluate({"--manifest", manifest, "--part", "test", "--bits", "4"});
    CHECK(empty.status == 1);
    CHECK_THAT(empty.errors, ContainsSubstring("no sound of this corpus belongs to the part \"test\""));
}
