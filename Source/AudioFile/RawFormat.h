#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dequantizer
{

/// How a file without a header stores its samples. The channels of each sample follow one another.
struct RawFormat
{
    int subformat = 0;  ///< of libsndfile, with the order of the bytes
    int sampleRate = 0; ///< Hz, > 0
    int channels = 1;   ///< >= 1
};

/// Reads a text such as "8u:11025:1": the encoding, the rate in Hz and the number of channels, which may be left out if
/// it is 1. The encodings are 8u and 8s (8 bits, unsigned and signed), 16, 24 and 32 followed by le or be (integers,
/// least or most significant byte first), f32 and f64 followed by le or be, mu-law and a-law. Empty if the text is
/// something else.
[[nodiscard]] std::optional<RawFormat> parseRawFormat(std::string_view text);

/// The names of the encodings, separated by commas.
[[nodiscard]] std::string rawEncodingNames();

} // namespace dequantizer
