#include "Catch.h"
#include "Files/AtomicFile.h"
#include "Files/ProgramArguments.h"
#include "Files/Utf8Path.h"
#include "TemporaryFolder.h"

#include <fstream>

using namespace dequantizer;

TEST_CASE("Paths keep every character of their text", "[files]")
{
    for (const std::string text : {"plain.wav", "\u00fcml\u00e4ut.wav", "\u0416\u65e5\u672c\u8a9e/\U0001f3b5.wav", ""})
    {
        CAPTURE(text);
        const auto path = pathFromUtf8(text);
        CHECK(utf8FromPath(path) == text);
        CHECK(genericUtf8FromPath(path) == text);
        CHECK(path.u8string() == std::u8string(text.begin(), text.end()));
    }
}

#ifndef _WIN32
TEST_CASE("Paths keep bytes that are not UTF-8", "[files]")
{
    const std::string text = "\xff\xfe.wav";
    CHECK(pathFromUtf8(text).native() == text);
    CHECK(utf8FromPath(text) == text);
}
#endif

TEST_CASE("A file with any name is replaced, and named in errors", "[files]")
{
    const TemporaryFolder folder;
    const std::string name = "\u0416\u65e5\u672c\u8a9e.txt";
    for (const std::string text : {"old", "new\r\n"})
        replaceFile(folder / name, text);
    CHECK(folder.entries() == 1);
    std::ifstream stream(folder / name, std::ios::binary);
    CHECK(std::string(std::istreambuf_iterator<char>(stream), {}) == "new\r\n");
    try
    {
        checkTarget(folder / "none" / pathFromUtf8(name));
        FAIL("there is no such folder");
    }
    catch (const std::exception& error)
    {
        CHECK(std::string(error.what()).find(name) != std::string::npos);
    }
}

#ifndef _WIN32
TEST_CASE("The arguments of a program exclude its name", "[files]")
{
    const char* const arguments[] = {"program", "one", "", "\u65e5"};
    CHECK(programArguments(4, arguments) == std::vector<std::string>{"one", "", "\u65e5"});
    CHECK(programArguments(1, arguments).empty());
}
#endif
