#include "AudioFile/SoundBytes.h"
#include "Catch.h"
#include "Companion/CommandLine.h"
#include "TemporaryFolder.h"

#include <fstream>

using namespace dequantizer;

namespace
{
// A gigabyte and a half of addresses, where the system can limit them, and a minute of processor time.
RunResult restoredWithinLimits(const TemporaryFolder& folder, const std::string& name,
                               const std::vector<std::string>& more = {})
{
    std::vector<std::string> arguments{"restore", (folder / name).string(), (folder / "out.wav").string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    if (!hasShell)
        return runDequantizer(arguments);
    arguments.insert(arguments.begin(),
                     {"-c", R"(ulimit -v 1500000 2>/dev/null; ulimit -t 60; exec "$0" "$@")", DEQUANTIZER_PROGRAM});
    return runProgram("/bin/sh", arguments);
}

// One sentence, and no output.
void checkRefusedWithinLimits(const std::string& name, const std::string& bytes, const std::string& part,
                              const std::vector<std::string>& more = {})
{
    const TemporaryFolder folder;
    std::ofstream(folder / name, std::ios::binary) << bytes;
    const auto result = restoredWithinLimits(folder, name, more);
    CAPTURE(name, result.errors, result.status);
    CHECK(result.status == 1);
    CHECK(result.errors.find(name + ": " + part) != std::string::npos);
    CHECK(folder.entries() == 1);
}

std::string withNumber(std::string bytes, std::size_t position, std::uint64_t value, int count)
{
    return bytes.replace(position, static_cast<std::size_t>(count), littleEndian(value, count));
}

constexpr int pcmCode = 1;
constexpr std::size_t channelsAt = 22, rateAt = 24, alignmentAt = 32, depthAt = 34, dataSizeAt = 40;
} // namespace

TEST_CASE("A header that declares impossible channels, rates or depths is refused", "[companion]")
{
    const auto good = waveBytes(std::string(400, '\x90'), pcmCode, 8);
    checkRefusedWithinLimits("a.wav", withNumber(good, channelsAt, 65535, 2), "this is not a sound file");
    checkRefusedWithinLimits("a.wav", withNumber(good, channelsAt, 0, 2), "this is not a sound file");
    checkRefusedWithinLimits("a.wav", withNumber(good, rateAt, 0, 4), "");
    checkRefusedWithinLimits("a.wav", withNumber(good, rateAt, 0xffffffffu, 4), "");
    checkRefusedWithinLimits("a.wav", withNumber(good, depthAt, 65535, 2), "");
}

TEST_CASE("A header that declares more sound than there is is refused without taking its memory", "[companion]")
{
    const auto good = waveBytes(std::string(400, '\x90'), pcmCode, 8);
    for (const std::uint64_t size : {0x7fffffffu, 0x80000000u, 0xfffffff0u})
        checkRefusedWithinLimits("a.wav", withNumber(good, dataSizeAt, size, 4), "the file ends before its sound does");

    // Sizes that overflow when a position is added to them.
    auto wave64 = wave64Bytes(std::string(400, '\x90'), pcmCode, 8);
    const auto sizeAt = wave64.size() - 400 - 8;
    for (const std::uint64_t size : {0x7fffffffffffffffu, 0xfffffffffffffff0u})
        checkRefusedWithinLimits("a.w64", withNumber(wave64, sizeAt, size, 8), "");

    // The number of samples in the first block of a FLAC file has 36 bits.
    auto flac = flacBytes(std::vector<int>(200, 16), 8);
    constexpr std::size_t countAt = 4 + 4 + 13;
    flac[countAt] = static_cast<char>(flac[countAt] | '\x0f');
    flac.replace(countAt + 1, 4, "\xff\xff\xff\xff");
    checkRefusedWithinLimits("a.flac", flac, "");
}

TEST_CASE("A module that declares samples it does not have is refused without taking their memory", "[companion]")
{
    const auto [name, head, part] = GENERATE(table<std::string, std::string, std::string>({
        {"a.mod", std::string(1080, '\xff') + "M.K.", "the module has no samples"},
        {"a.s3m", std::string(44, '\xff') + "SCRM", "the module has no samples"},
        {"a.it", "IMPM", "the module has no samples"},
        {"a.xm", "Extended Module: ", "this is not a module that can be read"},
    }));
    const TemporaryFolder folder;
    std::ofstream(folder / name, std::ios::binary) << head << std::string(400, '\xff');
    const auto result = restoredWithinLimits(folder, name);
    CAPTURE(name, result.errors);
    CHECK(result.status == 1);
    CHECK(result.errors.find(name + ": " + part) != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(folder / "out.wav")); // nor a folder for its samples
}

TEST_CASE("A thousand channels are restored, and refused where they need too much memory", "[companion]")
{
    constexpr std::uint32_t channels = 1024;
    const auto many = [](std::uint32_t rate)
    {
        auto bytes = waveBytes(std::string(channels * 20, '\x90'), pcmCode, 8, rate);
        return withNumber(withNumber(bytes, channelsAt, channels, 2), alignmentAt, channels, 2);
    };
    checkRefusedWithinLimits("a.wav", many(1'000'000), "1024 channels at 1000000 Hz need too much memory",
                             {"--bits", "8"});
    const TemporaryFolder folder;
    std::ofstream(folder / "a.wav", std::ios::binary) << many(8000);
    const auto result = restoredWithinLimits(folder, "a.wav", {"--bits", "8"});
    CAPTURE(result.errors);
    CHECK(result.status == 0);
}
