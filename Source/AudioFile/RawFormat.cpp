#include "AudioFile/RawFormat.h"

#include <sndfile.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace dequantizer
{

namespace
{
struct RawEncoding
{
    std::string_view name;
    int subformat;
};

constexpr std::array encodings{RawEncoding{"8u", SF_FORMAT_PCM_U8},
                               RawEncoding{"8s", SF_FORMAT_PCM_S8},
                               RawEncoding{"16le", SF_FORMAT_PCM_16 | SF_ENDIAN_LITTLE},
                               RawEncoding{"16be", SF_FORMAT_PCM_16 | SF_ENDIAN_BIG},
                               RawEncoding{"24le", SF_FORMAT_PCM_24 | SF_ENDIAN_LITTLE},
                               RawEncoding{"24be", SF_FORMAT_PCM_24 | SF_ENDIAN_BIG},
                               RawEncoding{"32le", SF_FORMAT_PCM_32 | SF_ENDIAN_LITTLE},
                               RawEncoding{"32be", SF_FORMAT_PCM_32 | SF_ENDIAN_BIG},
                               RawEncoding{"f32le", SF_FORMAT_FLOAT | SF_ENDIAN_LITTLE},
                               RawEncoding{"f32be", SF_FORMAT_FLOAT | SF_ENDIAN_BIG},
                               RawEncoding{"f64le", SF_FORMAT_DOUBLE | SF_ENDIAN_LITTLE},
                               RawEncoding{"f64be", SF_FORMAT_DOUBLE | SF_ENDIAN_BIG},
                               RawEncoding{"mu-law", SF_FORMAT_ULAW},
                               RawEncoding{"a-law", SF_FORMAT_ALAW}};

// Takes the text up to the next colon.
std::string_view nextField(std::string_view& text)
{
    const auto field = text.substr(0, text.find(':'));
    text.remove_prefix(std::min(text.size(), field.size() + 1));
    return field;
}

std::optional<int> wholeNumber(std::string_view text, int most)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 1 || value > most)
        return std::nullopt;
    return value;
}
} // namespace

std::optional<RawFormat> parseRawFormat(std::string_view text)
{
    constexpr int maxRate = 1'000'000, maxChannels = 1024;
    if (text.ends_with(':'))
        return std::nullopt;
    const auto name = nextField(text);
    const auto encoding = std::find_if(encodings.begin(), encodings.end(),
                                       [name](const RawEncoding& candidate) { return candidate.name == name; });
    const auto rate = wholeNumber(nextField(text), maxRate);
    const auto channels = text.empty() ? std::optional(1) : wholeNumber(nextField(text), maxChannels);
    if (encoding == encodings.end() || !rate || !channels || !text.empty())
        return std::nullopt;
    return RawFormat{encoding->subformat, *rate, *channels};
}

std::string rawEncodingNames()
{
    std::string names;
    for (const auto& encoding : encodings)
        names += (names.empty() ? "" : ", ") + std::string(encoding.name);
    return names;
}

} // namespace dequantizer
