#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace dequantizer
{

/// Reads a regular file of at most `sizeLimit` bytes. Throws ModelError with one sentence, without the file name.
[[nodiscard]] std::string readWholeFile(const std::filesystem::path& file, std::size_t sizeLimit);

} // namespace dequantizer
