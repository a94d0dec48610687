#pragma once

#include <cstdint>
#include <istream>
#include <optional>

namespace dequantizer
{

/// A FLAC file with 12 or 20 bits per sample. libsndfile decodes its frames exactly, because each frame has its own
/// header, but only opens files that declare 8, 16 or 24 bits. It opens this file if a byte of the header is replaced.
struct OddFlacDepth
{
    int bits;
    std::uint64_t position; ///< in the file
    char byte;              ///< the replacement, which declares 16 or 24 bits
};

/// Empty for any other file. Leaves the stream at its start. Layout: RFC 9639, sections 8.2 and 9.1.4.
[[nodiscard]] std::optional<OddFlacDepth> oddFlacDepth(std::istream& file);

} // namespace dequantizer
