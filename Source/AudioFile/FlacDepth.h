#pragma once

#include <cstdint>
#include <istream>
#include <optional>

namespace dequantizer
{

/// A FLAC file of 12 or 20 bits per sample. libsndfile decodes its frames exactly, each by its own header, but opens
/// only files that declare 8, 16 or 24 bits; it opens this one if it is shown another byte in the file's header.
struct OddFlacDepth
{
    int bits;
    std::uint64_t position; ///< in the file
    char byte;              ///< that declares 16 or 24 bits
};

/// Nothing for any other file. The stream is left at its start. Layout: RFC 9639, sections 8.2 and 9.1.4.
[[nodiscard]] std::optional<OddFlacDepth> oddFlacDepth(std::istream& file);

} // namespace dequantizer
