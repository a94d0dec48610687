#pragma once

#include <algorithm>
#include <cstdint>
#include <istream>
#include <optional>

namespace dequantizer
{

/// The position of the audio data in a file, according to its header.
struct DeclaredSound
{
    std::uint64_t begin = 0; ///< in bytes from the start of the file
    std::uint64_t bytes = 0;

    /// Whether a file of `fileSize` bytes contains all complete frames, of `frameBytes` > 0 bytes each.
    [[nodiscard]] bool isWithin(std::uint64_t fileSize, std::uint64_t frameBytes = 1) const noexcept
    {
        const auto present = fileSize - std::min(fileSize, begin);
        return bytes / frameBytes <= present / frameBytes;
    }
};

/// The position of the audio data that a chunked file (WAV, RF64, AIFF and other IFF files, Wave64, CAF, VOC) or an AU
/// file declares, whether or not the file is that long. libsndfile relies on the length of the file instead and treats
/// a truncated file as complete. Empty for other formats, for files without audio data, and if the header does not
/// give the size, as in files that were written to a pipe. Leaves the stream at its start.
[[nodiscard]] std::optional<DeclaredSound> declaredSound(std::istream& file);

} // namespace dequantizer
