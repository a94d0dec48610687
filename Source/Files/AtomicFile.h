#pragma once

#include <filesystem>
#include <string_view>

namespace dequantizer
{

/// A new version of a file, written beside it and then renamed to it: at every moment the target's path holds either
/// its old content or all of the new. Where the target is a symbolic link, the file that it points to is replaced.
class AtomicFile
{
public:
    /// Throws FileError where symbolic links lead round in a circle.
    explicit AtomicFile(const std::filesystem::path& target);

    /// Removes what was written, unless commit() succeeded.
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    /// Where to write the new content. The name is unique to this object, so that two processes that write the same
    /// target do not mix their bytes, and does not end in the target's extension.
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return temporary; }

    /// Gives the finished and closed file the target's name. Throws FileError.
    void commit();

private:
    const std::filesystem::path named;    // as the user names it in errors
    const std::filesystem::path resolved; // links followed
    const std::filesystem::path temporary;
    bool committed = false;
};

/// Replaces the content of `target` by `bytes` through an AtomicFile. Throws FileError, and then leaves no temporary
/// file.
void replaceFile(const std::filesystem::path& target, std::string_view bytes);

/// Throws FileError if `target` is a folder or a special file, or is in no existing folder. To be called before long
/// work whose result goes there.
void checkTarget(const std::filesystem::path& target);

} // namespace dequantizer
