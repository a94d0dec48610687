#include "AudioFile/SoundFormat.h"

#include "AudioFile/SoundFileError.h"

#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cctype>

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
    static const std::vector<WritableFormat> formats{
        {"WAV file",
         {".wav", ".bwf"},
         SF_FORMAT_WAV,
         false,
         {{8, SF_FORMAT_PCM_U8}, {16, SF_FORMAT_PCM_16}, {24, SF_FORMAT_PCM_24}, {32, SF_FORMAT_FLOAT}}},
        {"AIFF file",
         {".aiff", ".aif"},
         SF_FORMAT_AIFF,
         false,
         {{8, SF_FORMAT_PCM_S8}, {16, SF_FORMAT_PCM_16}, {24, SF_FORMAT_PCM_24}}},
        {"FLAC file", {".flac"}, SF_FORMAT_FLAC, true, {{16, SF_FORMAT_PCM_16}, {24, SF_FORMAT_PCM_24}}},
        {"Ogg-Vorbis file", {".ogg"}, SF_FORMAT_OGG, true, {{32, SF_FORMAT_VORBIS}}},
    };
    return formats;
}

std::string withArticle(const std::string& name)
{
    return (name.starts_with('A') || name.starts_with('O') ? "an " : "a ") + name;
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
    throw SoundFileError(file,
                         withArticle(format.name) + " does not store " + std::to_string(bits) + " bits per sample");
}

std::string lowerCaseExtension(const std::filesystem::path& file)
{
    auto extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char character) { return static_cast<char>(std::tolower(character)); });
    return extension;
}

std::span<const char* const> readableExtensions() noexcept
{
    static constexpr std::array extensions{".wav",  ".bwf", ".rf64", ".w64", ".aif", ".aiff", ".aifc", ".flac",
                                           ".ogg",  ".oga", ".opus", ".mp3", ".au",  ".snd",  ".caf",  ".iff",
                                           ".8svx", ".svx", ".voc",  ".paf", ".sph", ".avr",  ".sds"};
    return extensions;
}

bool hasSoundExtension(const std::filesystem::path& file)
{
    const auto known = readableExtensions();
    return std::find(known.begin(), known.end(), lowerCaseExtension(file)) != known.end();
}

} // namespace dequantizer
