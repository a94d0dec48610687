#pragma once

#include <cstdint>
#include <istream>

namespace dequantizer
{

/// Whether the last page of an Ogg file of `size` bytes is complete and marked as the end of its stream, which RFC
/// 3533, section 6, requires of a complete file. Data after that page, such as tags, is ignored. Does not change the
/// position of the stream.
[[nodiscard]] bool endsWithLastOggPage(std::istream& file, std::uint64_t size);

} // namespace dequantizer
