#pragma once

#include "Files/Utf8Path.h"

#include <cstddef>
#include <filesystem>
#include <iterator>
#include <random>
#include <string>

namespace dequantizer
{

/// A new empty folder, which is deleted with its contents at the end of its scope.
class TemporaryFolder
{
public:
    TemporaryFolder()
        : path(std::filesystem::temp_directory_path() / ("dequantizer-test-" + std::to_string(std::random_device{}())))
    {
        std::filesystem::create_directories(path);
    }

    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }

    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path / pathFromUtf8(name); }

    /// The number of entries in the folder, for checks that nothing was left behind.
    [[nodiscard]] std::ptrdiff_t entries() const
    {
        return std::distance(std::filesystem::directory_iterator(path), std::filesystem::directory_iterator());
    }

    const std::filesystem::path path;
};

} // namespace dequantizer
