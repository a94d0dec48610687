#include "Catch.h"
#include "Files/AtomicFile.h"
#include "Files/FileError.h"
#include "Files/Utf8Path.h"
#include "Links.h"
#include "TemporaryFolder.h"

#include <fstream>
#include <iterator>

using namespace dequantizer;

namespace
{
void write(const std::filesystem::path& file, const std::string& text)
{
    std::ofstream(file, std::ios::binary) << text;
}

std::string contentOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}
} // namespace

TEST_CASE("A file keeps its content until the new one is committed", "[files]")
{
    const TemporaryFolder folder;
    write(folder / "a.wav", "old");
    {
        AtomicFile file(folder / "a.wav");
        CHECK(file.path().parent_path() == folder.path);
        CHECK(file.path().extension() != ".wav");
        write(file.path(), "new");
        CHECK(contentOf(folder / "a.wav") == "old");
        file.commit();
        CHECK(contentOf(folder / "a.wav") == "new");
    }
    CHECK(contentOf(folder / "a.wav") == "new");
    CHECK(folder.entries() == 1);
}

TEST_CASE("A file that is not committed leaves nothing behind", "[files]")
{
    const TemporaryFolder folder;
    write(folder / "a.wav", "old");
    {
        const AtomicFile file(folder / "a.wav");
        write(file.path(), "new");
    }
    CHECK(contentOf(folder / "a.wav") == "old");
    CHECK(folder.entries() == 1);
}

TEST_CASE("Two writers of one file do not share a temporary file", "[files]")
{
    const TemporaryFolder folder;
    const AtomicFile one(folder / "a.txt"), two(folder / "a.txt");
    CHECK(one.path() != two.path());
}

TEST_CASE("A link stays a link, and the file that it points to is replaced or created", "[files]")
{
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "inner");
    if (!makeLink("inner/target.txt", folder / "link.txt") || !makeLink("link.txt", folder / "second.txt"))
        return;
    checkTarget(folder / "second.txt");
    for (const std::string text : {"created", "replaced"})
    {
        replaceFile(folder / "second.txt", text);
        CHECK(std::filesystem::is_symlink(folder / "link.txt"));
        CHECK(std::filesystem::is_symlink(folder / "second.txt"));
        CHECK(contentOf(folder / "inner" / "target.txt") == text);
    }
    CHECK(folder.entries() == 3);
}

TEST_CASE("A target that cannot be written is rejected", "[files]")
{
    const TemporaryFolder folder;
    CHECK_THROWS_AS(checkTarget(folder / "no" / "a.txt"), FileError);
    CHECK_THROWS_AS(replaceFile(folder / "no" / "a.txt", "text"), FileError);
    CHECK_THROWS_AS(checkTarget(folder.path), FileError);
    CHECK(folder.entries() == 0);
}

TEST_CASE("A loop of links is rejected", "[files]")
{
    const TemporaryFolder folder;
    if (!makeLink("loop.txt", folder / "loop.txt"))
        return;
    CHECK_THROWS_AS(replaceFile(folder / "loop.txt", "text"), FileError);
    CHECK(folder.entries() == 1);
}

#ifndef _WIN32 // which limits the length of the whole path
TEST_CASE("A name of the greatest length can be written", "[files]")
{
    const TemporaryFolder folder;
    // 255 bytes with the extension; the second name has characters of two bytes, the first of them at an odd place.
    std::string plain(251, 'a'), accented = "a";
    while (accented.size() < 251)
        accented += "\u00e9";
    for (const auto& stem : {plain, accented})
    {
        CAPTURE(stem);
        const auto target = folder / (stem + ".txt");
        replaceFile(target, "text");
        CHECK(contentOf(target) == "text");
        const AtomicFile file(target);
        CHECK(utf8FromPath(file.path().filename()).find(".part-") != std::string::npos);
        const auto kept = utf8FromPath(file.path().stem());
        CHECK(stem.starts_with(kept));
        CHECK((stem == plain || kept.size() % 2 == 1)); // whole characters
    }
    CHECK(folder.entries() == 2);
}

TEST_CASE("A replaced file keeps its permissions", "[files]")
{
    using std::filesystem::perms;
    const TemporaryFolder folder;
    for (const auto permissions : {perms::owner_read | perms::owner_write, perms::owner_read, perms::all})
    {
        const auto file = folder / "a.txt";
        write(file, "old");
        std::filesystem::permissions(file, permissions);
        replaceFile(file, "new");
        CHECK(contentOf(file) == "new");
        CHECK(std::filesystem::status(file).permissions() == permissions);
        std::filesystem::remove(file);
    }
}

TEST_CASE("The permissions of a file behind a link are kept", "[files]")
{
    using std::filesystem::perms;
    const TemporaryFolder folder;
    write(folder / "target.txt", "old");
    std::filesystem::permissions(folder / "target.txt", perms::owner_read | perms::owner_write);
    if (!makeLink("target.txt", folder / "link.txt"))
        return;
    replaceFile(folder / "link.txt", "new");
    CHECK(contentOf(folder / "target.txt") == "new");
    CHECK(std::filesystem::status(folder / "target.txt").permissions() == (perms::owner_read | perms::owner_write));
}
#endif
