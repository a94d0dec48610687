#pragma once

#include <cstdint>
#include <filesystem>

namespace dequantizer
{

/// Writes the number of frames, and the number of bytes of all samples, to the header of an AIFF file that libsndfile
/// wrote. libsndfile counts the padding byte of a chunk of odd length as audio, so an 8-bit file of odd length would
/// gain a sample. Returns false if the file cannot be written or has an unexpected header.
[[nodiscard]] bool writeAiffLength(const std::filesystem::path& file, std::uint64_t frames, std::uint64_t bytes);

} // namespace dequantizer
