#include "Catch.h"
#include "FileBytes.h"
#include "Files/FileError.h"
#include "Files/TemporaryFile.h"
#include "TemporaryFolder.h"

#include <cstdlib>

using namespace dequantizer;

TEST_CASE("A temporary file is removed at the end of its scope", "[files]")
{
    std::filesystem::path path;
    {
        const TemporaryFile file, other;
        CHECK(file.path() != other.path());
        path = file.path();
        std::ofstream(path) << "text";
        CHECK(bytesOf(path) == "text");
    }
    CHECK_FALSE(std::filesystem::exists(path));
}

#ifndef _WIN32
TEST_CASE("Without a folder for temporary files, the error is one sentence", "[files]")
{
    const TemporaryFolder folder;
    const char* const before = std::getenv("TMPDIR");
    const std::string old = before != nullptr ? before : "";
    REQUIRE(setenv("TMPDIR", (folder / "none").c_str(), 1) == 0);
    CHECK_THROWS_AS(TemporaryFile(), FileError);
    CHECK_THROWS_WITH(TemporaryFile(), ContainsSubstring("the folder for temporary files") &&
                                           ContainsSubstring("TMPDIR") && ContainsSubstring("cannot be used"));
    REQUIRE((before != nullptr ? setenv("TMPDIR", old.c_str(), 1) : unsetenv("TMPDIR")) == 0);
}
#endif
