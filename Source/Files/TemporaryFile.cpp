#include "Files/TemporaryFile.h"

#include <random>
#include <string>
#include <system_error>

namespace dequantizer
{

TemporaryFile::TemporaryFile()
    : file(std::filesystem::temp_directory_path() /
           ("dequantizer-" + std::to_string(std::random_device{}()) + "-" + std::to_string(std::random_device{}())))
{
}

TemporaryFile::~TemporaryFile()
{
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
}

} // namespace dequantizer
