#include "Files/TemporaryFile.h"

#include "Files/FileError.h"

#include <random>
#include <string>
#include <system_error>

namespace dequantizer
{

namespace
{
#ifdef _WIN32
constexpr auto folderVariable = "TMP";
#else
constexpr auto folderVariable = "TMPDIR";
#endif

std::filesystem::path temporaryFolder()
{
    std::error_code failure;
    auto folder = std::filesystem::temp_directory_path(failure);
    if (failure)
        throw FileError("the folder for temporary files, which the variable " + std::string(folderVariable) +
                        " names, cannot be used: " + failure.message());
    return folder;
}
} // namespace

TemporaryFile::TemporaryFile()
    : file(temporaryFolder() /
           ("dequantizer-" + std::to_string(std::random_device{}()) + "-" + std::to_string(std::random_device{}())))
{
}

TemporaryFile::~TemporaryFile()
{
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
}

} // namespace dequantizer
