#pragma once

#include <algorithm>
#include <cstdint>
#include <istream>
#include <optional>

namespace dequantizer
{

/// Where the header of a file says that its sound is.
struct DeclaredSound
{
    std::uint64_t begin = 0; ///< in bytes from the start of the file
    std::uint64_t bytes = 0;

    /// Whether a file of `fileSize` bytes holds all whole frames of `frameBytes` > 0 bytes of the sound.
    [[nodiscard]] bool isWithin(std::uint64_t fileSize, std::uint64_t frameBytes = 1) const noexcept
    {
        const auto present = fileSize - std::min(fileSize, begin);
        return bytes / frameBytes <= present / frameBytes;
    }
};

/// What a chunked sound file (WAV, RF64, AIFF and other IFF files, Wave64, CAF, VOC) or an AU file declares about the
/// place of its sound, whether or not the file is long enough for that. libsndfile believes the length of the file
/// instead and takes a truncated one for complete. Nothing for other formats, for a file without sound data, and where
/// the header leaves the size open, as programs do that write to a pipe. The stream is left at its start.
[[nodiscard]] std::optional<DeclaredSound> declaredSound(std::istream& file);

} // namespace dequantizer
