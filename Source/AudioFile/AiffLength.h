#pragma once

#include <cstdint>
#include <filesystem>

namespace dequantizer
{

/// Writes the number of frames, and of bytes in all its samples, into the header of an AIFF file that libsndfile wrote.
/// libsndfile counts the byte that pads a chunk of odd length as sound, so that an 8 bit sound of odd length becomes
/// one sample longer. False if the file cannot be written or has another header than expected.
[[nodiscard]] bool writeAiffLength(const std::filesystem::path& file, std::uint64_t frames, std::uint64_t bytes);

} // namespace dequantizer
