#pragma once

#include "AudioFile/Sound.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace dequantizer
{

/// How the samples of a file are stored, from the `format` of libsndfile's SF_INFO.
struct StoredSamples
{
    SampleEncoding encoding;
    int bits;  ///< see Sound::bitsPerSample
    int bytes; ///< of a sample of one channel; 0 where samples have no fixed size
    bool
        floatingPoint; ///< see Sound::floatingPoint; all others are integers, which libsndfile converts exactly as such
};

[[nodiscard]] StoredSamples storedSamples(int libsndfileFormat);

/// The name of the file's container for the user, e.g. "WAV file".
[[nodiscard]] std::string containerName(int libsndfileFormat);

/// A sample size that a format can be written with.
struct WritableDepth
{
    int bits;
    int subformat; ///< of libsndfile
};

/// A format that sound files are written in.
struct WritableFormat
{
    const char* name;
    std::vector<const char*> extensions; ///< with the dot, in lower case
    int container;                       ///< of libsndfile
    bool compressed;                     ///< takes the last of its depths in place of one that it does not have
    std::vector<WritableDepth> depths;   ///< ascending
};

/// The formats that sound files are written in.
[[nodiscard]] const std::vector<WritableFormat>& writableFormats();

/// The extensions, with the dot and in lower case, of the files that readSoundFile() may be able to read.
[[nodiscard]] std::span<const char* const> readableExtensions() noexcept;

/// Whether the file has one of readableExtensions(), in capitals or not.
[[nodiscard]] bool hasSoundExtension(const std::filesystem::path& file);

/// The extension in lower case, with its dot.
[[nodiscard]] std::string lowerCaseExtension(const std::filesystem::path& file);

} // namespace dequantizer
