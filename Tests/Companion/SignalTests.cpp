#include "Companion/RunningProgram.h"

#if __has_include(<sys/wait.h>)

#include "AudioFile/SoundFormat.h"
#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "FileBytes.h"
#include "Skip.h"
#include "TemporaryFolder.h"

#include <chrono>
#include <cmath>
#include <fstream>
#include <optional>
#include <thread>

using namespace dequantizer;

namespace
{
// Long enough to be interrupted.
void writeMinute(const std::filesystem::path& file)
{
    WaveFile wave;
    wave.sampleRate = 44100;
    std::vector<double> samples;
    for (int i = 0; i < 60 * 44100; ++i)
        samples.push_back(std::floor(100.0 * std::sin(0.01 * i) * std::sin(0.00003 * i)) / 128.0);
    wave.channels = {samples};
    wave.write(file);
}

std::vector<std::filesystem::path> filesIn(const TemporaryFolder& folder)
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path))
        files.push_back(entry.path());
    return files;
}

bool hasUnfinishedFile(const TemporaryFolder& folder)
{
    for (const auto& file : filesIn(folder))
        if (file.filename().string().find(".part") != std::string::npos)
            return true;
    return false;
}

// Whether the program wrote part of its output before it ended by itself.
bool waitUntilItWrites(RunningProgram& program, const TemporaryFolder& folder)
{
    while (!program.hasEnded())
    {
        if (hasUnfinishedFile(folder))
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
}

// The exit status after a signal while the program wrote; nothing if it was done before.
std::optional<int> statusAfterSignal(const std::vector<std::string>& arguments, const TemporaryFolder& folder,
                                     int number)
{
    RunningProgram program(arguments);
    if (!waitUntilItWrites(program, folder))
        return std::nullopt;
    program.send(number);
    const int status = program.wait();
    return status == 0 ? std::nullopt : std::optional(status);
}

constexpr auto wasDone = "the program was done before the signal";
} // namespace

TEST_CASE("A signal during a restoration leaves the old file, and nothing that looks like a sound", "[companion]")
{
    const int number = GENERATE(SIGINT, SIGTERM, SIGHUP, SIGKILL);
    CAPTURE(number);
    const TemporaryFolder folder;
    writeMinute(folder / "in.wav");
    std::ofstream(folder / "out.wav") << "precious";
    const auto status = statusAfterSignal(
        {"restore", (folder / "in.wav").string(), (folder / "out.wav").string(), "--bits", "8"}, folder, number);
    if (!status)
        return skip(wasDone);
    CHECK(bytesOf(folder / "out.wav") == "precious");
    if (number == SIGKILL)
    {
        CHECK(status == -SIGKILL);
        for (const auto& file : filesIn(folder))
            CHECK((file.filename() == "in.wav" || file.filename() == "out.wav" || !hasSoundExtension(file)));
    }
    else
    {
        CHECK(status == 1);
        CHECK(folder.entries() == 2);
    }
}

TEST_CASE("A signal while a quantised sound is written leaves the old file, and nothing else", "[companion]")
{
    const int number = GENERATE(SIGINT, SIGTERM, SIGHUP);
    CAPTURE(number);
    const TemporaryFolder folder;
    writeMinute(folder / "in.wav");
    std::ofstream(folder / "out.flac") << "precious";
    const auto status = statusAfterSignal(
        {"quantize", (folder / "in.wav").string(), (folder / "out.flac").string(), "--bits", "8"}, folder, number);
    if (!status)
        return skip(wasDone);
    CHECK(status == 1);
    CHECK(bytesOf(folder / "out.flac") == "precious");
    CHECK(folder.entries() == 2);
}

TEST_CASE("A signal while figures are drawn leaves complete figures only", "[companion]")
{
    const TemporaryFolder folder;
    if (!statusAfterSignal({"inspect", "speech16k-4bit-converged", "--figures", folder.path.string()}, folder, SIGTERM))
        return skip("gnuplot is not installed, or the program was done before the signal");
    CHECK_FALSE(hasUnfinishedFile(folder));
}

TEST_CASE("A signal ends the wait for standard input, and leaves nothing", "[companion]")
{
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "temporary");
    const auto number = GENERATE(std::string("INT"), std::string("TERM"));
    CAPTURE(number);
    // The shell keeps the pipe open and writes nothing. It ends a program that does not obey.
    const auto result = runProgram("/bin/sh", {"-c", R"(mkfifo "$1/pipe" && exec 3<>"$1/pipe"
TMPDIR="$1/temporary" "$0" restore - "$1/out.wav" <"$1/pipe" 3<&- & program=$!
until ls "$1/temporary" | grep -q dequantizer-; do kill -0 $program || exit 99; sleep 0.02; done
(sleep 20; kill -KILL $program) >/dev/null 2>&1 & guard=$!
kill -$2 $program
wait $program; status=$?
kill $guard
exit $status)",
                                               DEQUANTIZER_PROGRAM, folder.path.string(), number});
    CHECK(result.status == 1);
    CHECK(result.errors.find("dequantizer: stopped\n") != std::string::npos);
    CHECK(std::filesystem::is_empty(folder / "temporary"));
    CHECK_FALSE(std::filesystem::exists(folder / "out.wav"));
}

TEST_CASE("A hang-up does not stop a program that was started with nohup", "[companion]")
{
    const TemporaryFolder folder;
    writeMinute(folder / "in.wav");
    RunningProgram program({"restore", (folder / "in.wav").string(), (folder / "out.wav").string(), "--bits", "8"},
                           SIGHUP);
    if (!waitUntilItWrites(program, folder))
        return skip("the program was done before the signal");
    program.send(SIGHUP);
    CHECK(program.wait() == 0);
    CHECK(readWaveFile(folder / "out.wav").channels.front().size() == 60u * 44100u);
    CHECK_FALSE(hasUnfinishedFile(folder));
}

TEST_CASE("A signal during the restoration of a folder leaves complete files only", "[companion]")
{
    const TemporaryFolder folder, output;
    for (int i = 0; i < 4; ++i)
        writeMinute(folder / (std::to_string(i) + ".wav"));
    RunningProgram program({"restore", folder.path.string(), output.path.string() + "/", "--bits", "8", "--jobs", "2"});
    if (!waitUntilItWrites(program, output))
        return skip("the program was done before the signal");
    program.send(SIGTERM);
    if (program.wait() == 0)
        return skip("the program was done before the signal");
    for (const auto& file : filesIn(output))
        CHECK(readWaveFile(file).channels.front().size() == 60u * 44100u);
}

TEST_CASE("Output that nobody reads is an error, and files are restored all the same", "[companion]")
{
    const TemporaryFolder folder, output;
    WaveFile wave;
    wave.channels = {std::vector<double>(1000, 0.0625)};
    for (const char* const name : {"a.wav", "b.wav", "c.wav"})
        wave.write(folder / name);
    // The shell's `true` ends at once, without reading.
    const auto result =
        runProgram("/bin/sh", {"-c", R"({ sleep 0.2; "$0" restore "$1" "$2" --bits 4; echo $? >"$3"; } | true)",
                               DEQUANTIZER_PROGRAM, folder.path.string(), output.path.string() + "/",
                               (folder / "status").string()});
    CAPTURE(result.errors);
    CHECK(result.errors.find("standard output cannot be written") != std::string::npos);
    CHECK(bytesOf(folder / "status") == "1\n");
    CHECK(output.entries() == 3);
    CHECK_FALSE(hasUnfinishedFile(output));
}

#endif
