#include "Model/ReadWholeFile.h"

#include "Model/ModelError.h"

#include <fstream>
#include <iterator>
#include <system_error>

namespace dequantizer
{

std::string readWholeFile(const std::filesystem::path& file, std::size_t sizeLimit)
{
    std::error_code failure;
    const auto status = std::filesystem::status(file, failure);
    if (!std::filesystem::exists(status))
        throw ModelError("there is no such file");
    if (!std::filesystem::is_regular_file(status))
        throw ModelError("this is not a regular file");
    const auto size = std::filesystem::file_size(file, failure);
    if (!failure && size > sizeLimit)
        throw ModelError("the file has " + std::to_string(size) + " bytes, more than the " + std::to_string(sizeLimit) +
                         " that are supported");

    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw ModelError("the file cannot be opened");
    std::string bytes(std::istreambuf_iterator<char>(stream), {});
    if (stream.bad())
        throw ModelError("the file cannot be read");
    return bytes;
}

} // namespace dequantizer
