#include "Companion/CorpusManifest.h"

#include "Catch.h"
#include "TemporaryFolder.h"

#include <nlohmann/json.hpp>

#include <fstream>

using namespace dequantizer;

namespace
{
nlohmann::json entry(const std::string& file, const std::string& split)
{
    return {{"file", file},   {"split", split},   {"material", "music"}, {"piece", "a waltz"},
            {"lossy", false}, {"duration", 2.25}, {"sample_rate", 44100}};
}

std::filesystem::path written(const TemporaryFolder& folder, const std::string& text)
{
    const auto path = folder / "manifest.jsonl";
    std::ofstream(path, std::ios::binary) << text;
    return path;
}

std::string errorOf(const std::filesystem::path& manifest, const std::string& split = "dev")
{
    try
    {
        (void)readCorpusManifest(manifest, split);
    }
    catch (const std::runtime_error& error)
    {
        return error.what();
    }
    return "no error";
}
} // namespace

TEST_CASE("A corpus manifest yields the sounds of a part in its order", "[companion][manifest]")
{
    const TemporaryFolder folder;
    auto speech = entry("dev/z.wav", "dev");
    speech.erase("piece");
    speech["speaker"] = "Anna";
    speech["material"] = "speech";
    speech["lossy"] = true;
    speech["sample_rate"] = 8000.0;
    speech["duration"] = 3;
    speech["licence"] = {"unknown", "keys"};
    const auto manifest = written(folder, entry("train/a.wav", "train").dump() + "\n" + speech.dump() + "\r\n\n" +
                                              entry("dev/\u00e4 b.wav", "dev").dump());

    const auto dev = readCorpusManifest(manifest, "dev");
    REQUIRE(dev.size() == 2);
    CHECK(dev[0].path == folder.path / "dev/z.wav");
    CHECK(dev[0].split == "dev");
    CHECK(dev[0].material == "speech");
    CHECK(dev[0].group == "Anna");
    CHECK(dev[0].lossy);
    CHECK(dev[0].durationSeconds == 3.0);
    CHECK(dev[0].sampleRate == 8000.0);
    CHECK(dev[1].path == folder.path / u8"dev/\u00e4 b.wav");
    CHECK(dev[1].material == "music");
    CHECK(dev[1].group == "a waltz");
    CHECK_FALSE(dev[1].lossy);
    CHECK(dev[1].durationSeconds == 2.25);
    CHECK(dev[1].sampleRate == 44100.0);

    CHECK(readCorpusManifest(manifest, "train").size() == 1);
    for (const auto* const kind : {"kit", "instrument"})
    {
        auto other = entry("dev/a.wav", "dev");
        other.erase("piece");
        other[kind] = "b";
        CHECK(readCorpusManifest(written(folder, other.dump()), "dev").front().group == "b");
    }
}

TEST_CASE("Errors in a corpus manifest name the file and the line", "[companion][manifest]")
{
    const TemporaryFolder folder;
    const auto good = entry("dev/a.wav", "dev").dump() + "\n\n";
    const auto whyNot = [&](const std::string& line) { return errorOf(written(folder, good + line + "\n")); };

    for (const auto* const line : {"{", "[1, 2]", "7", "null", "{\"file\": \"a\"} {}", "\xff\xfe"})
    {
        CAPTURE(line);
        CHECK(whyNot(line) == (folder / "manifest.jsonl").string() + ", line 3: this is not a JSON object");
    }
    for (const auto* const key : {"file", "split", "material", "piece", "lossy", "duration", "sample_rate"})
    {
        CAPTURE(key);
        auto without = entry("dev/b.wav", "dev");
        without.erase(key);
        const auto missing = whyNot(without.dump());
        CHECK_THAT(missing, ContainsSubstring("manifest.jsonl, line 3: the key "));
        CHECK_THAT(missing, ContainsSubstring('"' + std::string(key) + '"'));

        auto wrong = entry("dev/b.wav", "dev");
        wrong[key] = nlohmann::json::array({1});
        CHECK_THAT(whyNot(wrong.dump()), ContainsSubstring("line 3: \"" + std::string(key) + "\" must be "));
    }
    for (const auto* const number : {"0", "-1", "1e999", "\"2\"", "true"})
    {
        CAPTURE(number);
        auto text = entry("dev/b.wav", "dev").dump();
        text.replace(text.find("2.25"), 4, number);
        const auto error = whyNot(text);
        CHECK((error.find("\"duration\" must be a positive number") != std::string::npos ||
               error.find("not a JSON object") != std::string::npos));
        CHECK_THAT(error, ContainsSubstring("line 3"));
    }
    auto nameless = entry("", "dev");
    CHECK_THAT(whyNot(nameless.dump()), ContainsSubstring("\"file\" must be a string that is not empty"));
}

TEST_CASE("A corpus manifest that has nothing to offer is an error", "[companion][manifest]")
{
    const TemporaryFolder folder;
    const auto manifest = written(folder, entry("dev/a.wav", "dev").dump());
    CHECK(errorOf(manifest, "test") == manifest.string() + ": no sound of this corpus belongs to the part \"test\"");
    CHECK_THAT(errorOf(written(folder, "")), ContainsSubstring("no sound of this corpus"));
    CHECK(errorOf(folder / "other.jsonl") ==
          (folder / "other.jsonl").string() + ": this corpus manifest cannot be read");
    CHECK_THAT(errorOf(folder.path), ContainsSubstring("cannot be read"));
}
