#pragma once

#include <cstdint>
#include <istream>

namespace dequantizer
{

/// Whether the last page of an Ogg file of `size` bytes is there as a whole and marked as the end of its stream, as
/// RFC 3533, section 6, requires of a complete file. What follows that page, such as tags, does not count.
/// The position of the stream stays as it is.
[[nodiscard]] bool endsWithLastOggPage(std::istream& file, std::uint64_t size);

} // namespace dequantizer
