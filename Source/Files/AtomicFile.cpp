#include "Files/AtomicFile.h"

#include "Files/FileError.h"
#include "Files/Utf8Path.h"

#include <fstream>
#include <random>
#include <string>
#include <system_error>

namespace dequantizer
{

namespace
{
// std::filesystem::canonical() would fail if the target of the link does not exist yet.
std::filesystem::path followLinks(const std::filesystem::path& target)
{
    constexpr int maxLinks = 40; // the limit of Linux
    std::error_code failure;
    auto path = target;
    for (int i = 0; i < maxLinks; ++i)
    {
        if (!std::filesystem::is_symlink(path, failure))
            return path;
        path = path.parent_path() / std::filesystem::read_symlink(path, failure);
    }
    throw FileError(utf8FromPath(target) + ": there are too many symbolic links");
}

// The beginning of the name, since a whole name of the greatest length that the system allows, often 255 bytes, would
// leave no room for what makes it unique.
std::string shortened(std::string name)
{
    constexpr std::size_t most = 100;
    const auto continuesCharacter = [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; };
    if (name.size() <= most)
        return name;
    auto length = most;
    while (length > 0 && continuesCharacter(name[length]))
        --length; // some file systems refuse a part of a character
    name.resize(length);
    return name;
}

std::filesystem::path temporaryFor(const std::filesystem::path& target)
{
    return target.parent_path() /
           pathFromUtf8(shortened(utf8FromPath(target.filename())) + ".part-" + std::to_string(std::random_device{}()));
}

// A file that only its owner may read stays so. Some file systems have no permissions, which is no reason to fail. On
// Windows they are only whether a file can be replaced at all.
void copyPermissions([[maybe_unused]] const std::filesystem::path& from,
                     [[maybe_unused]] const std::filesystem::path& to)
{
#ifndef _WIN32
    std::error_code ignored;
    const auto old = std::filesystem::status(from, ignored);
    if (std::filesystem::is_regular_file(old))
        std::filesystem::permissions(to, old.permissions() & std::filesystem::perms::all, ignored);
#endif
}
} // namespace

AtomicFile::AtomicFile(const std::filesystem::path& target)
    : named(target), resolved(followLinks(target)), temporary(temporaryFor(resolved))
{
}

AtomicFile::~AtomicFile()
{
    std::error_code ignored;
    if (!committed)
        std::filesystem::remove(temporary, ignored);
}

void AtomicFile::commit()
{
    copyPermissions(resolved, temporary);
    std::error_code failure;
    std::filesystem::rename(temporary, resolved, failure);
    if (failure)
        throw FileError(utf8FromPath(named) + ": the file cannot be written: " + failure.message());
    committed = true;
}

void replaceFile(const std::filesystem::path& target, std::string_view bytes)
{
    AtomicFile file(target);
    std::ofstream stream(file.path(), std::ios::binary | std::ios::trunc);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (stream.fail())
        throw FileError(utf8FromPath(target) + ": the file cannot be written");
    file.commit();
}

void checkTarget(const std::filesystem::path& target)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(target, ignored))
        throw FileError(utf8FromPath(target) + ": this is a folder");
    if (std::filesystem::exists(target, ignored) && !std::filesystem::is_regular_file(target, ignored))
        throw FileError(utf8FromPath(target) + ": this is not a regular file and is not replaced by one");
    if (!std::filesystem::is_directory(std::filesystem::absolute(followLinks(target)).parent_path(), ignored))
        throw FileError(utf8FromPath(target) + ": there is no such folder to write to");
}

} // namespace dequantizer
