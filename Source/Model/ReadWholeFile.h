#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace dequantizer
{

/// The bytes of a regular file of at most `sizeLimit` bytes. Throws ModelError with one sentence, without the file's
/// name.
[[nodiscard]] std::string readWholeFile(const std::filesystem::path& file, std::size_t sizeLimit);

} // namespace dequantizer
