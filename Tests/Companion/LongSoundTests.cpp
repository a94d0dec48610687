#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Skip.h"
#include "TemporaryFolder.h"

#include <fstream>

using namespace dequantizer;

namespace
{
// An 8-bit WAV file with `samples` samples at 44.1 kHz, written without holding
// them in memory.
void writeLongSound(const std::filesystem::path& file, std::uint32_t samples)
{
    std::ofstream stream(file, std::ios::binary);
    const auto put = [&stream](std::uint32_t value, int count)
    {
        for (int i = 0; i < count; ++i)
            stream.put(static_cast<char>(value >> (8 * i)));
    };
    constexpr std::uint32_t rate = 44100;
    stream << "RIFF";
    put(36 + samples, 4);
    stream << "WAVEfmt ";
    put(16, 4);
    put(1, 2);
    put(1, 2);
    put(rate, 4);
    put(rate, 4);
    put(1, 2);
    put(8, 2);
    stream << "data";
    put(samples, 4);
    std::string period;
    for (int i = 0; i < 1000; ++i)
        period.push_back(static_cast<char>(128 + (i * i) % 97 - 47));
    for (std::uint32_t i = 0; i < samples; i += 1000)
        stream << period;
}

RunResult shell(const std::string& script)
{
    return runProgram("/bin/sh", {"-c", script});
}

std::string quoted(const std::filesystem::path& file)
{
    return std::string("'").append(file.string()).append("'");
}
} // namespace

TEST_CASE("Memory does not depend on the length of a sound", "[companion]")
{
#ifdef __linux__
    // As floats, the samples alone would need 160 MB.
    constexpr std::uint32_t samples = 40'000'000;
    constexpr auto limit = "ulimit -v 150000; ";
    const TemporaryFolder folder;
    const auto in = folder / "in.wav", out = folder / "out.flac";
    writeLongSound(in, samples);
    const auto program = std::string(limit).append(quoted(DEQUANTIZER_PROGRAM));
    if (shell(program + " --version").status != 0)
        return skip("the program needs more address space here");

    const auto inspected = shell(program + " inspect " + quoted(in));
    CHECK(inspected.status == 0);
    CHECK(inspected.output.find("samples                  40000000") != std::string::npos);
    const auto restored = shell(program + " restore " + quoted(in) + " " + quoted(out) + " --dct --iterations 0");
    CHECK(restored.errors.find("dequantizer: ") == std::string::npos);
    CHECK(restored.status == 0);
    CHECK(std::filesystem::exists(out));
#else
    skip("this system does not limit the memory of a process");
#endif
}

TEST_CASE("Too little memory is an error in one sentence", "[companion]")
{
#ifdef __linux__
    const TemporaryFolder folder;
    const auto in = folder / "in.wav", out = folder / "out.wav";
    writeLongSound(in, 40'000'000);
    const auto program = std::string("ulimit -v 150000; ").append(quoted(DEQUANTIZER_PROGRAM));
    if (shell(program + " --version").status != 0)
        return skip("the program needs more address space here");
    const auto quantised = shell(program + " quantize " + quoted(in) + " " + quoted(out) + " --bits 4");
    CHECK(quantised.status == 1);
    CHECK(quantised.errors == "dequantizer: there is not enough memory\n");
    const auto compared = shell(program + " compare " + quoted(in) + " " + quoted(in));
    CHECK(compared.status == 1);
    CHECK(compared.errors == "dequantizer: there is not enough memory\n");
    CHECK(folder.entries() == 1);
#else
    skip("this system does not limit the memory of a process");
#endif
}

TEST_CASE("A stopped program leaves no file", "[companion]")
{
    const TemporaryFolder folder;
    const auto in = folder / "in.wav";
    writeLongSound(in, 20'000'000);
    const auto signal = GENERATE(std::string("INT"), std::string("TERM"));
    const auto out = GENERATE(std::string("out.wav"), std::string("out.flac"));
    CAPTURE(signal, out);
    std::ofstream(folder / out) << "precious";
    const auto result =
        shell(quoted(DEQUANTIZER_PROGRAM) + " restore " + quoted(in) + " " + quoted(folder / out) + " & pid=$!\n" +
              "until ls " + quoted(folder.path) + " | grep -q part-; do kill -0 $pid || exit 99; sleep 0.02; done\n" +
              "kill -" + signal + " $pid\nwait $pid");
    CAPTURE(result.errors);
    CHECK(result.status == 1);
    CHECK(result.errors.find("dequantizer: stopped") != std::string::npos);
    CHECK(folder.entries() == 2);
    CHECK(std::filesystem::file_size(folder / out) == 8);
}
