#pragma once

#include <filesystem>

namespace dequantizer
{

/// The path of a new file in the system's folder for temporary files. The destructor removes the file if it exists.
/// The name has no extension.
class TemporaryFile
{
public:
    /// Throws FileError if the system has no such folder.
    TemporaryFile();
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return file; }

private:
    const std::filesystem::path file;
};

} // namespace dequantizer
