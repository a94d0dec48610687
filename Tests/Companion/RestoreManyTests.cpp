#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "FileBytes.h"
#include "Links.h"
#include "Skip.h"
#include "TemporaryFolder.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <iterator>

using namespace dequantizer;

namespace
{
WaveFile tone(double frequency)
{
    WaveFile wave;
    wave.sample = WaveSample::unsigned8;
    wave.channels.resize(1);
    for (int i = 0; i < 2000; ++i)
        wave.channels[0].push_back(std::nearbyint(100.0 * std::sin(frequency * i)) / 128.0);
    return wave;
}

// Three sounds, one of them in a subfolder, and a file that is no sound.
void writeTree(const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder / "sub");
    tone(0.02).write(folder / "a.wav");
    tone(0.03).write(folder / "b.wav");
    tone(0.04).write(folder / "sub" / "c.wav");
    std::ofstream(folder / "readme.txt") << "no sound";
}

std::string restoredAlone(const TemporaryFolder& folder, const std::filesystem::path& file)
{
    const auto out = folder / "alone.wav";
    REQUIRE(runDequantizer({"restore", file.string(), out.string()}).status == 0);
    auto bytes = bytesOf(out);
    std::filesystem::remove(out);
    return bytes;
}
} // namespace

TEST_CASE("A folder is restored to a folder with the same tree and the samples of single files", "[companion]")
{
    const TemporaryFolder folder;
    writeTree(folder / "in");
    const auto in = (folder / "in").string(), out = (folder / "out").string();
    const auto jobs = GENERATE(std::string("1"), std::string("2"));
    const auto result = runDequantizer({"restore", in, out, "--recursive", "--jobs", jobs});
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
    CHECK(result.output.find("3 of 3 files restored") != std::string::npos);
    for (const std::string name : {"a.wav", "b.wav", "sub/c.wav"})
    {
        CHECK(bytesOf(folder / "out" / name) == restoredAlone(folder, folder / "in" / name));
        const auto shown = std::filesystem::path(name).make_preferred().string();
        CHECK(result.output.find(shown + ": restored from 8 bit") != std::string::npos);
    }
    CHECK_FALSE(std::filesystem::exists(folder / "out" / "readme.txt"));
}

TEST_CASE("Without --recursive, subfolders are left out", "[companion]")
{
    const TemporaryFolder folder;
    writeTree(folder / "in");
    const auto out = (folder / "out").string();
    CHECK(runDequantizer({"restore", (folder / "in").string(), out}).status == 0);
    CHECK(std::filesystem::exists(folder / "out" / "b.wav"));
    CHECK_FALSE(std::filesystem::exists(folder / "out" / "sub"));
}

TEST_CASE("Files and patterns go to a folder under their names", "[companion]")
{
    const TemporaryFolder folder;
    writeTree(folder / "in");
    const auto in = (folder / "in").string(), out = (folder / "out").string();
    REQUIRE(runDequantizer({"restore", in + "/?.wav", in + "/sub/c.wav", out, "--format", "flac"}).status == 0);
    for (const char* const name : {"a.flac", "b.flac", "c.flac"})
        CHECK(bytesOf(folder / "out" / name).starts_with("fLaC"));

    // A single file and an existing folder.
    std::filesystem::create_directories(folder / "other");
    REQUIRE(runDequantizer({"restore", in + "/a.wav", (folder / "other").string()}).status == 0);
    CHECK(std::filesystem::exists(folder / "other" / "a.wav"));
}

TEST_CASE("A bad file does not stop the others, and is listed at the end", "[companion]")
{
    const TemporaryFolder folder;
    writeTree(folder / "in");
    std::ofstream(folder / "in" / "aa.wav") << "broken";
    const auto result = runDequantizer({"restore", (folder / "in").string(), (folder / "out").string(), "--recursive"});
    CHECK(result.status == 1);
    CHECK(result.errors.find("dequantizer: 1 of 4 files could not be restored:\n") != std::string::npos);
    CHECK(result.errors.find("aa.wav: this is not a sound file") != std::string::npos);
    CHECK(result.output.find("3 of 4 files restored") != std::string::npos);
    for (const char* const name : {"a.wav", "b.wav", "sub/c.wav"})
        CHECK(std::filesystem::exists(folder / "out" / name));
    CHECK_FALSE(std::filesystem::exists(folder / "out" / "aa.wav"));
}

TEST_CASE("A resumed run skips what is done, and repeats what is older than its input", "[companion]")
{
    const TemporaryFolder folder;
    writeTree(folder / "in");
    const std::vector<std::string> command{"restore", (folder / "in").string(), (folder / "out").string(),
                                           "--recursive", "--resume"};
    REQUIRE(runDequantizer(command).status == 0);
    std::filesystem::remove(folder / "out" / "a.wav");
    const auto past = std::filesystem::last_write_time(folder / "in" / "b.wav") - std::chrono::hours(1);
    std::filesystem::last_write_time(folder / "out" / "b.wav", past);
    const auto result = runDequantizer(command);
    CHECK(result.status == 0);
    CHECK(result.output.find("2 of 3 files restored, 1 skipped") != std::string::npos);
    CHECK(result.output.find("c.wav: restored") == std::string::npos);
    CHECK(std::filesystem::exists(folder / "out" / "a.wav"));
    CHECK(std::filesystem::last_write_time(folder / "out" / "b.wav") > past);
}

TEST_CASE("A dry run says what would be done and writes nothing", "[companion]")
{
    const TemporaryFolder folder;
    writeTree(folder / "in");
    const auto before = folder.entries();
    const auto result =
        runDequantizer({"restore", (folder / "in").string(), (folder / "out").string(), "--recursive", "--dry-run"});
    CHECK(result.status == 0);
    CHECK(result.output.find("c.wav: would be restored from 8 bit with the model") != std::string::npos);
    CHECK(result.output.find("3 of 3 files would be restored") != std::string::npos);
    CHECK(folder.entries() == before);
}

TEST_CASE("The report has a row for each file", "[companion]")
{
    const TemporaryFolder folder;
    writeTree(folder / "in");
    std::ofstream(folder / "in" / "x&y,z.wav") << "broken";
    const auto report = [&](const std::string& name)
    {
        const auto file = folder / name;
        CHECK(runDequantizer({"restore", (folder / "in").string(), (folder / "out").string(), "--recursive", "--report",
                              file.string()})
                  .status == 1);
        return bytesOf(file);
    };
    const auto csv = report("report.csv");
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 5);
    CHECK(csv.starts_with("file,output,status,format,sample_rate,channels,seconds,grid,restored_from,model,removed_db,"
                          "notes\n"));
    CHECK(csv.find("a.wav,restored,WAV file,16000,1,0.125,") != std::string::npos);
    CHECK(csv.find("x&y,z.wav\",failed,") != std::string::npos);

    const auto html = report("report.html");
    CHECK(html.find("x&amp;y,z.wav") != std::string::npos);
    const auto curves = [&](const std::string& name)
    {
        long count = 0;
        for (auto at = html.find(name); at != std::string::npos; at = html.find(name, at + 1))
            ++count;
        return count;
    };
    CHECK(curves("<polyline class=\"before\"") == 3);
    CHECK(curves("<polyline class=\"after\"") == 3);
}

TEST_CASE("Files that would have the same output are refused before anything is written", "[companion]")
{
    const TemporaryFolder folder;
    writeTree(folder / "in");
    tone(0.05).write(folder / "in" / "sub" / "a.wav");
    const auto in = (folder / "in").string(), out = (folder / "out").string();
    const auto result = runDequantizer({"restore", in + "/a.wav", in + "/sub/a.wav", out});
    CHECK(result.status == 1);
    CHECK(result.errors.find("this would be the output of both") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(folder / "out"));
}

TEST_CASE("An output that would replace an input is refused before anything is written", "[companion]")
{
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "a" / "sub");
    std::filesystem::create_directories(folder / "out" / "sub");
    tone(0.02).write(folder / "a" / "first.wav");
    tone(0.03).write(folder / "a" / "sub" / "y.wav");
    tone(0.04).write(folder / "out" / "sub" / "y.wav");
    const std::vector<std::filesystem::path> inputs{folder / "a" / "first.wav", folder / "a" / "sub" / "y.wav",
                                                    folder / "out" / "sub" / "y.wav"};
    std::vector<std::string> before;
    for (const auto& input : inputs)
        before.push_back(bytesOf(input));

    const auto a = (folder / "a").string(), out = (folder / "out").string();
    const std::vector<std::vector<std::string>> commands{
        // The output of one file is another input, in two spellings of its path.
        {"restore", a, out + "/sub", out, "--recursive"},
        {"restore", a, out + "/../out/sub", out + "/.", "--recursive"},
        // Every file is its own output.
        {"restore", a, a, "--recursive"},
    };
    for (const auto& command : commands)
    {
        CAPTURE(command);
        const auto result = runDequantizer(command);
        CHECK(result.status == 1);
        CHECK(result.errors.find(".wav: the outputs would replace the originals") != std::string::npos);
        CHECK(std::count(result.errors.begin(), result.errors.end(), '\n') == 1);
        for (std::size_t i = 0; i < inputs.size(); ++i)
            CHECK(bytesOf(inputs[i]) == before[i]);
    }
    CHECK_FALSE(std::filesystem::exists(folder / "out" / "first.wav"));
}

TEST_CASE("A link to an input is not replaced by an output", "[companion]")
{
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "in");
    std::filesystem::create_directories(folder / "out");
    tone(0.02).write(folder / "in" / "a.wav");
    tone(0.03).write(folder / "in" / "b.wav");
    if (!makeLink(folder / "in" / "b.wav", folder / "out" / "a.wav"))
        return;
    const auto before = bytesOf(folder / "in" / "b.wav");
    const auto result = runDequantizer({"restore", (folder / "in").string(), (folder / "out").string()});
    CHECK(result.status == 1);
    CHECK(result.errors.find("a.wav: the outputs would replace the originals") != std::string::npos);
    CHECK(bytesOf(folder / "in" / "b.wav") == before);
    CHECK_FALSE(std::filesystem::exists(folder / "out" / "b.wav"));
}

TEST_CASE("An output folder inside the input folder is not an input", "[companion]")
{
    const TemporaryFolder folder;
    writeTree(folder / "in");
    const std::vector<std::string> command{"restore", (folder / "in").string(), (folder / "in" / "out").string(),
                                           "--recursive"};
    for (int i = 0; i < 2; ++i)
        CHECK(runDequantizer(command).output.find("3 of 3 files restored") != std::string::npos);
}

TEST_CASE("A folder that cannot be made is an error in one sentence", "[companion]")
{
    const TemporaryFolder folder;
    tone(0.02).write(folder / "a.wav");
    std::ofstream(folder / "file") << "precious";
    const auto result =
        runDequantizer({"restore", (folder / "a.wav").string(), (folder / "file" / "sub" / "").string()});
    CHECK(result.status == 1);
    CHECK(result.errors.find("a.wav: the folder for this file cannot be made: ") != std::string::npos);
    CHECK(result.errors.find("filesystem error") == std::string::npos);
    CHECK(bytesOf(folder / "file") == "precious");
}

TEST_CASE("Several files are not written to one", "[companion]")
{
    const TemporaryFolder folder;
    writeTree(folder / "in");
    const auto in = (folder / "in").string();
    std::ofstream(folder / "out.wav") << "precious";
    const auto result = runDequantizer({"restore", in + "/a.wav", in + "/b.wav", (folder / "out.wav").string()});
    CHECK(result.status == 1);
    CHECK(result.errors.find("out.wav: several files can only be written to a folder") != std::string::npos);
    CHECK(bytesOf(folder / "out.wav") == "precious");
}

TEST_CASE("Standard input and output stand in for files", "[companion]")
{
    const TemporaryFolder folder;
    tone(0.02).write(folder / "a.wav");
    const auto expected = restoredAlone(folder, folder / "a.wav");
    const auto in = folder / "a.wav";
    const auto streamed = runDequantizer({"restore", "-", "-"}, in);
    CHECK(streamed.output == expected);
    CHECK(streamed.errors.find("-: restored from 8 bit") != std::string::npos);
    CHECK(runDequantizer({"restore", "-", (folder / "b.wav").string()}, in).status == 0);
    CHECK(bytesOf(folder / "b.wav") == expected);
    CHECK(runDequantizer({"restore", "-", "-", "--format", "flac"}, in).output.starts_with("fLaC"));
    CHECK(runDequantizer({"restore", "-", "-"}).status == 1);
}

TEST_CASE("Standard input and output can be pipes", "[companion]")
{
    if (!hasShell)
        return skip("there is no /bin/sh");
    const TemporaryFolder folder;
    tone(0.02).write(folder / "a.wav");
    const auto expected = restoredAlone(folder, folder / "a.wav");
    const auto run = [&](const std::string& after)
    {
        return runProgram("/bin/sh", {"-c", R"(cat "$1" | "$0" restore - - )" + after, DEQUANTIZER_PROGRAM,
                                      (folder / "a.wav").string()});
    };
    CHECK(run("| cat").output == expected);
    // The reader at the other end goes away.
    CHECK(run("2>/dev/null | true").status == 0);
}
