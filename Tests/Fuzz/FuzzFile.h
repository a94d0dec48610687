#pragma once

#include "TemporaryFolder.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace dequantizer
{

/// A file with these bytes, for readers that take a path. All have the same folder, since a new one for each of a
/// million inputs would take longer than the reader.
class FuzzFile
{
public:
    FuzzFile(const std::string& name, std::string_view bytes) : path(folder() / name)
    {
        std::ofstream(path, std::ios::binary | std::ios::trunc)
            .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }

    /// A path for a file that the target writes.
    [[nodiscard]] static std::filesystem::path output(const std::string& name) { return folder() / name; }

    const std::filesystem::path path;

private:
    static const TemporaryFolder& folder()
    {
        static const TemporaryFolder shared;
        return shared;
    }
};

} // namespace dequantizer
