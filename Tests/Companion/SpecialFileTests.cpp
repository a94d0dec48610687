#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "FileBytes.h"
#include "Skip.h"
#include "TemporaryFolder.h"

#include <fstream>

#ifndef _WIN32

#include <sys/stat.h>
#include <unistd.h>

using namespace dequantizer;

namespace
{
void writeSteadySound(const std::filesystem::path& file, std::size_t length = 1000)
{
    WaveFile wave;
    wave.channels = {std::vector<double>(length, 0.0625)};
    wave.write(file);
}

RunResult restoredTo(const std::filesystem::path& in, const std::filesystem::path& out)
{
    return runDequantizer({"restore", in.string(), out.string(), "--bits", "4"});
}

// With "$0" as the program and "$1" as the folder.
RunResult shellIn(const std::string& script, const TemporaryFolder& folder)
{
    return runProgram("/bin/sh", {"-c", script, DEQUANTIZER_PROGRAM, folder.path.string()});
}
} // namespace

TEST_CASE("A fifo is refused instead of waiting for its other end", "[companion]")
{
    const TemporaryFolder folder, elsewhere;
    writeSteadySound(folder / "sound.wav");
    for (const char* const name : {"fifo.wav", "fifo.mod", "fifo.safetensors"})
        REQUIRE(mkfifo((folder / name).c_str(), 0600) == 0);
    const auto entries = folder.entries();

    CHECK(restoredTo(folder / "fifo.wav", folder / "out.wav").errors.find("fifo.wav: this is not a regular file") !=
          std::string::npos);
    CHECK(restoredTo(folder / "fifo.mod", elsewhere.path).status == 1);
    CHECK(runDequantizer({"inspect", (folder / "fifo.wav").string()}).status == 1);
    CHECK(runDequantizer({"inspect", (folder / "fifo.safetensors").string()}).status == 1);

    const auto result = restoredTo(folder / "sound.wav", folder / "fifo.wav");
    CHECK(result.status == 1);
    CHECK(result.errors.find("fifo.wav: this is not a regular file and is not replaced by one") != std::string::npos);
    CHECK(std::filesystem::is_fifo(folder / "fifo.wav"));
    CHECK(folder.entries() == entries);
}

TEST_CASE("A fifo in a folder of sounds is left out", "[companion]")
{
    const TemporaryFolder folder, output;
    writeSteadySound(folder / "sound.wav");
    REQUIRE(mkfifo((folder / "fifo.wav").c_str(), 0600) == 0);
    CHECK(restoredTo(folder.path, output.path).status == 0);
    CHECK(output.entries() == 1);
}

TEST_CASE("A sound is read through a link, and a link that leads nowhere is no input", "[companion]")
{
    const TemporaryFolder folder;
    writeSteadySound(folder / "sound.wav");
    std::filesystem::create_symlink("sound.wav", folder / "link.wav");
    std::filesystem::create_symlink("nothing.wav", folder / "dangling.wav");
    std::filesystem::create_symlink("self.wav", folder / "self.wav");
    CHECK(restoredTo(folder / "link.wav", folder / "out.wav").status == 0);
    for (const char* const name : {"dangling.wav", "self.wav"})
    {
        const auto result = restoredTo(folder / name, folder / "other.wav");
        CHECK(result.status == 1);
        CHECK(result.errors.find(std::string(name) + ": there is no such file") != std::string::npos);
    }
}

TEST_CASE("A link that leads nowhere is not replaced as output: its file is created", "[companion]")
{
    const TemporaryFolder folder, elsewhere;
    writeSteadySound(folder / "sound.wav");
    std::filesystem::create_symlink(elsewhere / "target.wav", folder / "out.wav");
    CHECK(restoredTo(folder / "sound.wav", folder / "out.wav").status == 0);
    CHECK(std::filesystem::is_symlink(folder / "out.wav"));
    CHECK(readWaveFile(elsewhere / "target.wav").channels.front().size() == 1000);

    std::filesystem::create_symlink(elsewhere / "none" / "target.wav", folder / "lost.wav");
    const auto result = restoredTo(folder / "sound.wav", folder / "lost.wav");
    CHECK(result.status == 1);
    CHECK(result.errors.find("lost.wav: there is no such folder to write to") != std::string::npos);
    CHECK(std::filesystem::is_symlink(folder / "lost.wav"));
}

TEST_CASE("Only what needs a temporary file needs a folder for it", "[companion]")
{
    const TemporaryFolder folder;
    writeSteadySound(folder / "sound.wav");
    const auto restored = shellIn(R"(TMPDIR="$1/none" "$0" restore "$1/sound.wav" "$1/out.wav" --bits 4)", folder);
    CAPTURE(restored.errors);
    CHECK(restored.status == 0);
    CHECK(readWaveFile(folder / "out.wav").channels.front().size() == 1000);
    for (const char* const command :
         {R"("$0" restore - "$1/other.wav" --bits 4 <"$1/sound.wav")", R"("$0" restore "$1/sound.wav" - --bits 4)"})
    {
        CAPTURE(command);
        const auto result = shellIn(std::string(R"(TMPDIR="$1/none" )") + command, folder);
        CHECK(result.status == 1);
        CHECK(result.output.empty());
        CHECK(result.errors.find("the folder for temporary files, which the variable TMPDIR names, cannot be used") !=
              std::string::npos);
    }
    CHECK(folder.entries() == 2);
}

TEST_CASE("A full device as standard output is an error", "[companion]")
{
    if (!std::filesystem::exists("/dev/full"))
        return skip("there is no /dev/full");
    const TemporaryFolder folder;
    writeSteadySound(folder / "sound.wav");
    for (const char* const command : {R"("$0" inspect "$1/sound.wav")", R"("$0" restore "$1/sound.wav" - --bits 4)",
                                      R"("$0" restore "$1/sound.wav" "$1/out.wav" --bits 4)"})
    {
        CAPTURE(command);
        const auto result = shellIn(std::string(command) + " >/dev/full", folder);
        CHECK(result.status == 1);
        CHECK(result.errors.find("standard output cannot be written") != std::string::npos);
    }
}

TEST_CASE("A full disk leaves the old file and nothing else", "[companion]")
{
    const TemporaryFolder folder;
    writeSteadySound(folder / "sound.wav", 100000);
    std::filesystem::create_directory(folder / "disk");
    // A file system of its own, which ends with the shell.
    const auto inside = [&](const std::string& script)
    {
        return runProgram("/bin/sh", {"-c", "exec unshare --mount --map-root-user /bin/sh -c \"$2\" \"$0\" \"$1\"",
                                      DEQUANTIZER_PROGRAM, folder.path.string(),
                                      "mount -t tmpfs -o size=64k tmpfs \"$1/disk\" || exit 77; " + script});
    };
    if (inside("exit 0").status != 0)
        return skip("no file system can be mounted");
    for (const std::string extension : {".wav", ".aiff", ".w64"})
    {
        CAPTURE(extension);
        const auto out = "\"$1/disk/out" + extension + "\"";
        const auto result = inside("printf precious >" + out + "; \"$0\" restore \"$1/sound.wav\" " + out +
                                   " --bits 4 && exit 1; cat " + out + "; ls \"$1/disk\"");
        CAPTURE(result.errors);
        CHECK(result.errors.find("cannot be written completely: the disk may be full") != std::string::npos);
        CHECK(result.output == "preciousout" + extension + "\n");
    }
}

TEST_CASE("A folder that cannot be written to is named in the error", "[companion]")
{
    const TemporaryFolder folder;
    writeSteadySound(folder / "sound.wav");
    std::filesystem::create_directory(folder / "closed");
    std::filesystem::permissions(folder / "closed",
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    if (access((folder / "closed").c_str(), W_OK) == 0)
        return skip("this user may write everywhere");
    const auto result = restoredTo(folder / "sound.wav", folder / "closed" / "out.wav");
    CHECK(result.status == 1);
    CHECK(result.errors.find("out.wav: the file cannot be written") != std::string::npos);
}

#endif
