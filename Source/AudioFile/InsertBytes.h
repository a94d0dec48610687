#pragma once

#include <cstdint>
#include <fstream>
#include <string>

namespace dequantizer
{

/// Replaces the bytes from `begin` to `end` of a file, opened for reading and writing, by `bytes`, which must not be
/// fewer. The rest of the file moves. Needs memory for `bytes` and a block only. Returns false if the file cannot be
/// written.
[[nodiscard]] bool replaceBytes(std::fstream& file, std::uint64_t begin, std::uint64_t end, const std::string& bytes);

} // namespace dequantizer
