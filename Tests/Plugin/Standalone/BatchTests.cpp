#include "AudioFile/ModuleBytesForTests.h"
#include "AudioFile/ReadSoundFile.h"
#include "AudioFile/WriteSoundFile.h"
#include "Catch.h"
#include "Companion/CommandLine.h"
#include "FileBytes.h"
#include "Plugin/PluginFixture.h"
#include "Plugin/Standalone/BatchDialog.h"
#include "TemporaryFolder.h"

#include <chrono>
#include <cmath>
#include <fstream>
#include <thread>

using namespace dequantizer;

namespace
{
// A WAV file's chunk with a title, as editors write it.
void addTitle(const std::filesystem::path& file, const std::string& title)
{
    auto bytes = bytesOf(file);
    const auto info = "INFOINAM" + littleEndian(title.size(), 4) + title;
    bytes += "LIST" + littleEndian(info.size(), 4) + info;
    bytes.replace(4, 4, littleEndian(bytes.size() - 8, 4));
    std::ofstream(file, std::ios::binary) << bytes;
}

void writeGlide(const std::filesystem::path& file, std::size_t length = 3000, double rate = PluginFixture::defaultRate)
{
    std::filesystem::create_directories(file.parent_path());
    writeSoundFile(file, quantisedGlide(length, 1, rate), rate, 16);
}

juce::File fileOf(const std::filesystem::path& path)
{
    return juce::File(juce::String::fromUTF8(path.string().c_str()));
}

BatchFiles found(const std::vector<std::filesystem::path>& inputs, const std::filesystem::path& output)
{
    juce::StringArray names;
    for (const auto& input : inputs)
        names.add(fileOf(input).getFullPathName());
    return findBatchFiles(names, fileOf(output));
}

juce::MemoryBlock batchSettings(PluginFixture& plugin)
{
    juce::MemoryBlock state;
    plugin.processor.getStateInformation(state);
    return state;
}

void finish(Batch& batch)
{
    double before = 0.0;
    for (batch.update(); !batch.isFinished(); batch.update())
    {
        CHECK(batch.fractionDone() >= before - 1e-9);
        before = batch.fractionDone();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    CHECK(batch.fractionDone() == 1.0);
}
} // namespace

TEST_CASE("A batch writes the files of `dequantizer restore --recursive`", "[plugin][standalone][batch]")
{
    const TemporaryFolder folder;
    writeGlide(folder / "in" / "a.wav");
    addTitle(folder / "in" / "a.wav", "Tape 7");
    writeGlide(folder / "in" / "drums" / "b.flac", 5000, 48000.0);
    writeGlide(folder / "in" / "drums" / "deep" / "c.AIFF", 4000);
    std::ofstream(folder / "in" / "notes.txt") << "not a sound";
    const auto result = runDequantizer(
        {"restore", "--recursive", "--bits", "4", (folder / "in").string(), (folder / "expected").string()});
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);

    PluginFixture plugin;
    const auto files = found({folder / "in"}, folder / "out");
    CHECK(files.error == "");
    CHECK(files.existing == 0);
    REQUIRE(files.jobs.size() == 3);
    Batch batch(batchSettings(plugin), files.jobs);
    finish(batch);
    CHECK(batch.failures().empty());
    CHECK(batch.restored() == 3);
    for (const auto* name : {"a.wav", "drums/b.flac", "drums/deep/c.AIFF"})
    {
        CAPTURE(name);
        REQUIRE(std::filesystem::exists(folder / "out" / name));
        const bool same = bytesOf(folder / "out" / name) == bytesOf(folder / "expected" / name);
        CHECK(same);
    }
    CHECK_THAT(bytesOf(folder / "out" / "a.wav"), ContainsSubstring("Tape 7"));
    CHECK(summaryOf(batch, fileOf(folder / "out")) ==
          "Restored 3 files to " + fileOf(folder / "out").getFullPathName() + ".");
}

TEST_CASE("A batch restores the samples of a tracker module to a folder", "[plugin][standalone][batch]")
{
    const TemporaryFolder folder;
    const auto glide = quantisedGlide(4000, 1, PluginFixture::defaultRate);
    std::string samples;
    for (const float sample : glide.front())
        samples += static_cast<char>(std::lround(sample * 120.0f));
    std::ofstream(folder / "song.mod", std::ios::binary) << modBytes(samples, 0, 0);
    const auto result = runDequantizer(
        {"restore", "--bits", "8", (folder / "song.mod").string(), (folder / "expected").string() + "/"});
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);

    PluginFixture plugin;
    plugin.set(parameter::bits, "8");
    const auto files = found({folder / "song.mod"}, folder / "out");
    REQUIRE(files.jobs.size() == 1);
    Batch batch(batchSettings(plugin), files.jobs);
    finish(batch);
    CHECK(batch.failures().empty());
    const auto name = std::filesystem::path(files.jobs[0].output).lexically_relative(folder / "out");
    const bool same = bytesOf(folder / "out" / name) == bytesOf(folder / "expected" / name);
    CHECK(same);
}

TEST_CASE("A batch has the settings of the window", "[plugin][standalone][batch]")
{
    const TemporaryFolder folder;
    writeGlide(folder / "in" / "a.wav");
    PluginFixture plugin;
    plugin.set(parameter::gain, "-6");
    Batch batch(batchSettings(plugin), found({folder / "in"}, folder / "out").jobs);
    finish(batch);
    Export direct(batchSettings(plugin), std::make_shared<Sound>(readSoundFile(folder / "in" / "a.wav")),
                  folder / "direct.wav", 24);
    while (!direct.isFinished())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    const bool same = readSoundFile(folder / "out" / "a.wav").channels == readSoundFile(folder / "direct.wav").channels;
    CHECK(same);
}

TEST_CASE("A file that cannot be restored does not stop a batch and is named", "[plugin][standalone][batch]")
{
    const TemporaryFolder folder;
    writeGlide(folder / "in" / "a.wav");
    std::ofstream(folder / "in" / "b.wav") << "this is no sound file";
    std::ofstream(folder / "in" / "c.mod") << "this is no module";
    writeSoundFile(folder / "in" / "d.wav", Channels(17, std::vector<float>(100)), 16000.0, 16);
    writeGlide(folder / "in" / "e.wav");
    PluginFixture plugin;
    Batch batch(batchSettings(plugin), found({folder / "in"}, folder / "out").jobs);
    finish(batch);
    CHECK(batch.total() == 5);
    CHECK(batch.restored() == 2);
    REQUIRE(batch.failures().size() == 3);
    CHECK_THAT(batch.failures()[0], ContainsSubstring("b.wav"));
    CHECK_THAT(batch.failures()[1], ContainsSubstring("c.mod"));
    CHECK_THAT(batch.failures()[2], ContainsSubstring("d.wav") && ContainsSubstring("17 channels"));
    CHECK(std::filesystem::exists(folder / "out" / "e.wav"));
    CHECK_FALSE(std::filesystem::exists(folder / "out" / "b.wav"));
    CHECK(summaryOf(batch, fileOf(folder / "out")) ==
          "Restored 2 of 5 files to " + fileOf(folder / "out").getFullPathName() + "; 3 could not be restored.");
}

TEST_CASE("A batch whose folder cannot be made fails for each file", "[plugin][standalone][batch]")
{
    const TemporaryFolder folder;
    writeGlide(folder / "in" / "a.wav");
    std::ofstream(folder / "taken") << "a file";
    PluginFixture plugin;
    Batch batch(batchSettings(plugin), found({folder / "in"}, folder / "taken" / "out").jobs);
    finish(batch);
    CHECK(batch.restored() == 0);
    REQUIRE(batch.failures().size() == 1);
    CHECK_THAT(batch.failures()[0], ContainsSubstring("a.wav"));
    CHECK(bytesOf(folder / "taken") == "a file");
}

TEST_CASE("A cancelled batch keeps what is complete and leaves no unfinished file", "[plugin][standalone][batch]")
{
    const TemporaryFolder folder;
    writeGlide(folder / "in" / "a.wav");
    writeGlide(folder / "in" / "b.wav", 5000000); // long enough to be still running
    writeGlide(folder / "in" / "c.wav");
    PluginFixture plugin;
    const auto files = found({folder / "in"}, folder / "out");
    SECTION("by the user")
    {
        Batch batch(batchSettings(plugin), files.jobs);
        while (batch.restored() == 0)
            batch.update();
        CHECK(batch.begun() == 2);
        batch.cancel();
        finish(batch);
        CHECK(batch.wasCancelled());
        CHECK(batch.failures().empty());
        CHECK(summaryOf(batch, fileOf(folder / "out")) ==
              "Cancelled: 1 of 3 files restored to " + fileOf(folder / "out").getFullPathName() + ".");
    }
    SECTION("by the end of the program")
    {
        Batch batch(batchSettings(plugin), files.jobs);
        while (batch.restored() == 0)
            batch.update();
    }
    CHECK(std::filesystem::exists(folder / "out" / "a.wav"));
    CHECK(std::distance(std::filesystem::directory_iterator(folder / "out"), std::filesystem::directory_iterator()) ==
          1);
}

TEST_CASE("The files of a batch are found and their outputs checked", "[plugin][standalone][batch]")
{
    const TemporaryFolder folder;
    writeGlide(folder / "in" / "a.wav");
    writeGlide(folder / "in" / "sub" / "b.wav");
    writeGlide(folder / "other" / "a.wav");
    SECTION("several files")
    {
        const auto files = found({folder / "in" / "a.wav", folder / "in" / "sub" / "b.wav"}, folder / "out");
        REQUIRE(files.jobs.size() == 2);
        CHECK(files.jobs[0].output == folder / "out" / "a.wav");
        CHECK(files.jobs[1].output == folder / "out" / "b.wav");
    }
    SECTION("outputs that exist are counted")
    {
        writeGlide(folder / "out" / "sub" / "b.wav");
        CHECK(found({folder / "in"}, folder / "out").existing == 1);
    }
    SECTION("the output folder within the input is left out")
    {
        writeGlide(folder / "in" / "out" / "a.wav");
        CHECK(found({folder / "in"}, folder / "in" / "out").jobs.size() == 2);
    }
    SECTION("the originals are never replaced")
    {
        CHECK_THAT(found({folder / "in"}, folder / "in").error, ContainsSubstring("replace the originals"));
        CHECK_THAT(found({folder / "in" / "a.wav", folder / "other" / "a.wav"}, folder / "out").error,
                   ContainsSubstring("output of both"));
    }
    SECTION("the output is a file")
    {
        CHECK_THAT(found({folder / "in"}, folder / "other" / "a.wav").error, ContainsSubstring("not a folder"));
    }
    SECTION("nothing to restore")
    {
        std::filesystem::create_directory(folder / "empty");
        CHECK_THAT(found({folder / "empty"}, folder / "out").error, ContainsSubstring("no sound file"));
    }
}

TEST_CASE("A folder, several files or a module are a batch, a sound file is not", "[plugin][standalone][batch]")
{
    const TemporaryFolder folder;
    const auto path = [&](const char* name) { return fileOf(folder / name).getFullPathName(); };
    CHECK(isBatch({fileOf(folder.path).getFullPathName()}));
    CHECK(isBatch({path("a.wav"), path("b.wav")}));
    CHECK(isBatch({path("song.xm")}));
    CHECK_FALSE(isBatch({path("a.wav")}));
    CHECK_FALSE(isBatch(juce::StringArray()));
}
