#pragma once

#include <filesystem>
#include <string_view>

namespace dequantizer
{

/// Writes a new version of a file under a temporary name in the same folder, then renames it. At any time the target
/// path holds either the complete old content or the complete new content. If the target is a symbolic link, the file
/// it points to is replaced. The new version has the permissions of the old one.
class AtomicFile
{
public:
    /// Throws FileError if symbolic links form a loop.
    explicit AtomicFile(const std::filesystem::path& target);

    /// Removes the temporary file unless commit() succeeded.
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    /// The path for the new content. The name is unique to this object, so that two processes writing to the same
    /// target do not mix their bytes, and does not end in the target's extension.
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return temporary; }

    /// Renames the finished and closed file to the target. Throws FileError.
    void commit();

private:
    const std::filesystem::path named;    // as given by the user, for errors
    const std::filesystem::path resolved; // with symbolic links resolved
    const std::filesystem::path temporary;
    bool committed = false;
};

/// Atomically replaces the content of `target` with `bytes`. Throws FileError, and leaves no temporary file behind.
void replaceFile(const std::filesystem::path& target, std::string_view bytes);

/// Throws FileError if `target` is a folder or a special file, or its folder does not exist. Call this before long work
/// that writes to `target`.
void checkTarget(const std::filesystem::path& target);

} // namespace dequantizer
