#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "FileBytes.h"
#include "Files/Utf8Path.h"
#include "Skip.h"
#include "TemporaryFolder.h"

#include <fstream>

using namespace dequantizer;

namespace
{
const std::vector<std::string> allStrangeNames{
    "two words.wav",
    " leading and trailing .wav",
    "a line\nand another.wav",
    "-r.wav",
    "--help.wav",
    "quotes'\"`$(ls).wav",
    "star*and?.wav",
    "tab\tbell\a.wav",
    "<b>&amp;.wav",
    "comma, semicolon; \"quoted\".wav",
    "\u00fcml\u00e4ut.wav",
    "\u0416\u65e5\u672c\u8a9e\u0639.wav",
    "\U0001f3b5.wav",
    "e\u0301.wav", // decomposed
#ifndef _WIN32
    "\xff\xfe not UTF-8.wav",
#endif
};

// Those that this file system can hold.
std::vector<std::string> strangeNames()
{
    const TemporaryFolder folder;
    std::vector<std::string> names;
    for (const auto& name : allStrangeNames)
        if (std::ofstream(folder / name).is_open())
            names.push_back(name);
    return names;
}

void writeNamedSound(const std::filesystem::path& file)
{
    WaveFile wave;
    wave.channels = {std::vector<double>(200, 0.0625)};
    wave.write(file);
}
} // namespace

TEST_CASE("A file with a strange name is restored, inspected and named in errors", "[companion]")
{
    for (const auto& name : strangeNames())
    {
        CAPTURE(name);
        const TemporaryFolder folder;
        writeNamedSound(folder / name);
        const auto out = folder / ("out " + name);
        const auto result = runDequantizer({"restore", (folder / name).string(), out.string(), "--bits", "4"});
        CAPTURE(result.errors);
        CHECK(result.status == 0);
        CHECK(std::filesystem::exists(out));
        CHECK(runDequantizer({"inspect", out.string(), "--json", "-"}).status == 0);
        const auto missing = runDequantizer({"inspect", (folder / ("no " + name)).string()});
        CHECK(missing.status == 1);
        CHECK(missing.errors.find("no " + name + ": there is no such file") != std::string::npos);
    }
}

TEST_CASE("A folder of strange names is restored under the same names, and reported", "[companion]")
{
    const TemporaryFolder folder, output;
    for (const auto& name : strangeNames())
        writeNamedSound(folder / name);
    for (const char* const report : {"report.html", "report.csv"})
    {
        const auto result = runDequantizer({"restore", folder.path.string(), (output / "sounds").string() + "/",
                                            "--bits", "4", "--report", (output / report).string()});
        CAPTURE(result.errors);
        CHECK(result.status == 0);
        for (const auto& name : strangeNames())
            CHECK(std::filesystem::exists(output / "sounds" / pathFromUtf8(name)));
    }
    if (!std::filesystem::exists(folder / "<b>&amp;.wav"))
        return; // Windows allows neither < nor quotes
    const auto html = bytesOf(output / "report.html");
    CHECK(html.find("<b>&amp;.wav") == std::string::npos);
    CHECK(html.find("&lt;b&gt;&amp;amp;.wav") != std::string::npos);
    CHECK(bytesOf(output / "report.csv").find("comma, semicolon; \"\"quoted\"\".wav") != std::string::npos);
}

TEST_CASE("A name that begins with a dash follows --", "[companion]")
{
    if (!hasShell)
        return skip("there is no /bin/sh");
    const TemporaryFolder folder;
    writeNamedSound(folder / "-r.wav");
    const auto result = runProgram("/bin/sh", {"-c", R"(cd "$1" && "$0" restore --bits 4 -- -r.wav --out.wav)",
                                               DEQUANTIZER_PROGRAM, folder.path.string()});
    CAPTURE(result.errors);
    CHECK(result.status == 0);
    CHECK(std::filesystem::exists(folder / "--out.wav"));
}
