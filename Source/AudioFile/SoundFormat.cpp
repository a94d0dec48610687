#include "AudioFile/SoundFormat.h"

#include "AudioFile/SoundFileError.h"
#include "Files/Utf8Path.h"

#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace dequantizer
{

StoredSamples storedSamples(int libsndfileFormat)
{
    using enum SampleEncoding;
    switch (libsndfileFormat & SF_FORMAT_SUBMASK)
    {
    case SF_FORMAT_PCM_S8:
    case SF_FORMAT_PCM_U8:
        return {linear, 8, 1, false};
    case SF_FORMAT_PCM_16:
        return {linear, 16, 2, false};
    case SF_FORMAT_PCM_24:
        return {linear, 24, 3, false};
    case SF_FORMAT_PCM_32:
        return {linear, 32, 4, false};
    case SF_FORMAT_FLOAT:
        return {linear, 32, 4, true};
    case SF_FORMAT_DOUBLE:
        return {linear, 64, 8, true};
    case SF_FORMAT_ULAW:
        return {muLaw, 8, 1, false};
    case SF_FORMAT_ALAW:
        return {aLaw, 8, 1, false};
    case SF_FORMAT_DPCM_8:
        return {linear, 8, 0, false};
    case SF_FORMAT_DWVW_12:
        return {linear, 12, 0, false};
    case SF_FORMAT_DPCM_16:
    case SF_FORMAT_DWVW_16:
    case SF_FORMAT_ALAC_16:
        return {linear, 16, 0, false};
    case SF_FORMAT_ALAC_20:
        return {linear, 20, 0, false};
    case SF_FORMAT_DWVW_24:
    case SF_FORMAT_ALAC_24:
        return {linear, 24, 0, false};
    case SF_FORMAT_ALAC_32:
        return {linear, 32, 0, false};
    case SF_FORMAT_VORBIS:
    case SF_FORMAT_OPUS:
    case SF_FORMAT_MPEG_LAYER_I:
    case SF_FORMAT_MPEG_LAYER_II:
    case SF_FORMAT_MPEG_LAYER_III:
        return {lossy, 32, 0, true};
    default: // ADPCM and speech codecs, which decode to 16 bits
        return {lossy, 16, 0, false};
    }
}

std::string containerName(int libsndfileFormat)
{
    const int container = libsndfileFormat & SF_FORMAT_TYPEMASK;
    switch (container)
    {
    case SF_FORMAT_WAV:
    case SF_FORMAT_WAVEX:
    case SF_FORMAT_RF64:
        return "WAV file";
    case SF_FORMAT_AIFF:
        return "AIFF file";
    case SF_FORMAT_FLAC:
        return "FLAC file";
    case SF_FORMAT_OGG:
        return (libsndfileFormat & SF_FORMAT_SUBMASK) == SF_FORMAT_VORBIS ? "Ogg-Vorbis file" : "Ogg file";
    case SF_FORMAT_MPEG:
        return "MPEG audio file";
    default:
        SF_FORMAT_INFO info{container, nullptr, nullptr};
        if (sf_command(nullptr, SFC_GET_FORMAT_INFO, &info, sizeof info) != 0 || info.name == nullptr)
            return "sound file";
        return info.name;
    }
}

const std::vector<WritableFormat>& writableFormats()
{
    constexpr std::uint64_t max32 = 0xffffffffu, unlimited = ~std::uint64_t{0};
    constexpr std::uint64_t maxVoc = 0xffffffu; // the size of a block
    const std::vector<WritableDepth> signedIntegers{
        {8, SF_FORMAT_PCM_S8}, {16, SF_FORMAT_PCM_16}, {24, SF_FORMAT_PCM_24}};
    auto signedAndFloat = signedIntegers, unsignedAndFloat = signedIntegers;
    signedAndFloat.push_back({32, SF_FORMAT_FLOAT});
    unsignedAndFloat.front().subformat = SF_FORMAT_PCM_U8;
    unsignedAndFloat.push_back({32, SF_FORMAT_FLOAT});
    static const std::vector<WritableFormat> formats{
        {"WAV file", {".wav", ".bwf"}, SF_FORMAT_WAV, false, unsignedAndFloat, max32},
        {"AIFF file", {".aiff", ".aif"}, SF_FORMAT_AIFF, false, signedIntegers, max32},
        {"FLAC file", {".flac"}, SF_FORMAT_FLAC, true, {{16, SF_FORMAT_PCM_16}, {24, SF_FORMAT_PCM_24}}, unlimited},
        {"Ogg-Vorbis file", {".ogg", ".oga"}, SF_FORMAT_OGG, true, {{32, SF_FORMAT_VORBIS}}, unlimited},
        {"Opus file", {".opus"}, SF_FORMAT_OGG, true, {{32, SF_FORMAT_OPUS}}, unlimited},
        {"RF64 file", {".rf64"}, SF_FORMAT_RF64, false, unsignedAndFloat, unlimited},
        {"Wave64 file", {".w64"}, SF_FORMAT_W64, false, unsignedAndFloat, unlimited},
        {"AIFF-C file", {".aifc"}, SF_FORMAT_AIFF, false, signedAndFloat, max32},
        {"AU file", {".au", ".snd"}, SF_FORMAT_AU, false, signedAndFloat, max32},
        {"CAF file", {".caf"}, SF_FORMAT_CAF, false, signedAndFloat, unlimited},
        {"IFF file",
         {".iff", ".8svx", ".svx", ".16sv"},
         SF_FORMAT_SVX,
         false,
         {{8, SF_FORMAT_PCM_S8}, {16, SF_FORMAT_PCM_16}},
         max32},
        {"VOC file", {".voc"}, SF_FORMAT_VOC, false, {{8, SF_FORMAT_PCM_U8}, {16, SF_FORMAT_PCM_16}}, maxVoc},
        {"PAF file", {".paf"}, SF_FORMAT_PAF, false, {{8, SF_FORMAT_PCM_S8}, {16, SF_FORMAT_PCM_16}}, max32},
        {"NIST file", {".sph"}, SF_FORMAT_NIST, false, signedIntegers, max32},
        {"AVR file", {".avr"}, SF_FORMAT_AVR, false, {{8, SF_FORMAT_PCM_S8}, {16, SF_FORMAT_PCM_16}}, max32},
        {"raw file", {".raw", ".pcm"}, SF_FORMAT_RAW, false, signedAndFloat, unlimited},
    };
    return formats;
}

int defaultBitsPerSampleOf(const WritableFormat& format)
{
    constexpr int best = 24;
    int bits = format.depths.front().bits;
    for (const auto& depth : format.depths)
        if (depth.bits <= best)
            bits = depth.bits;
    return bits;
}

std::string withArticle(const std::string& name)
{
    const bool isVowel = std::string_view("AIOR").find(name.front()) != std::string_view::npos; // RF64: "ar"
    return (isVowel ? "an " : "a ") + name;
}

const WritableFormat& writableFormatOf(const std::filesystem::path& file)
{
    const auto extension = lowerCaseExtension(file);
    std::string known;
    for (const auto& format : writableFormats())
        for (const char* const candidate : format.extensions)
        {
            if (candidate == extension)
                return format;
            known += (known.empty() ? "" : ", ") + std::string(candidate);
        }
    throw SoundFileError(file, "no sound file with this extension can be written (" + known + ")");
}

const WritableDepth& writableDepth(const WritableFormat& format, int bits, const std::filesystem::path& file)
{
    const auto found = std::find_if(format.depths.begin(), format.depths.end(),
                                    [bits](const WritableDepth& depth) { return depth.bits == bits; });
    if (found != format.depths.end())
        return *found;
    if (format.compressed)
        return format.depths.back();
    std::string known;
    for (const auto& depth : format.depths)
    {
        if (!known.empty())
            known += depth.bits == format.depths.back().bits ? " or " : ", ";
        known += std::to_string(depth.bits);
    }
    throw SoundFileError(file, withArticle(format.name) + " does not store " + std::to_string(bits) +
                                   " bits per sample, but " + known);
}

std::string lowerCaseExtension(const std::filesystem::path& file)
{
    auto extension = utf8FromPath(file.extension());
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char character) { return static_cast<char>(std::tolower(character)); });
    return extension;
}

std::span<const char* const> readableExtensions() noexcept
{
    static constexpr std::array extensions{".wav",  ".bwf",  ".rf64", ".w64", ".aif", ".aiff", ".aifc", ".flac", ".ogg",
                                           ".oga",  ".opus", ".mp3",  ".au",  ".snd", ".caf",  ".iff",  ".8svx", ".svx",
                                           ".16sv", ".voc",  ".paf",  ".sph", ".avr", ".sds",  ".xi"};
    return extensions;
}

bool hasSoundExtension(const std::filesystem::path& file)
{
    const auto known = readableExtensions();
    return std::find(known.begin(), known.end(), lowerCaseExtension(file)) != known.end();
}

} // namespace dequantizer
