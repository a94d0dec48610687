#include "Model/AtomicFile.h"

#include "Model/ModelError.h"

#include <fstream>
#include <random>
#include <string>
#include <system_error>

namespace dequantizer
{

void writeFileAtomically(const std::filesystem::path& file, std::string_view bytes)
{
    // The name is unique, so that two processes that write the same file cannot mix their bytes.
    auto temporary = file;
    temporary += ".part-" + std::to_string(std::random_device{}());

    std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();

    std::error_code failure;
    const bool written = !stream.fail();
    if (written)
        std::filesystem::rename(temporary, file, failure);
    if (!written || failure)
    {
        std::error_code ignored;
        std::filesystem::remove(temporary, ignored);
        throw ModelError(file.string() + " cannot be written" + (failure ? ": " + failure.message() : ""));
    }
}

void checkTarget(const std::filesystem::path& file)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored))
        throw ModelError(file.string() + ": this is a folder");
    if (std::filesystem::exists(file, ignored) && !std::filesystem::is_regular_file(file, ignored))
        throw ModelError(file.string() + ": this is no ordinary file, and is not replaced by one");
    if (!std::filesystem::is_directory(std::filesystem::absolute(file).parent_path(), ignored))
        throw ModelError(file.string() + ": there is no such folder to write to");
}

} // namespace dequantizer
