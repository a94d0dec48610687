#pragma once

#include "AudioFile/Sound.h"

#include <cstdint>
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
    int bits;           ///< see Sound::bitsPerSample
    int bytes;          ///< per sample of one channel; 0 if samples have no fixed size
    bool floatingPoint; ///< see Sound::floatingPoint; all others are integers,
                        ///< which libsndfile converts exactly
};

[[nodiscard]] StoredSamples storedSamples(int libsndfileFormat);

/// The name of the container for messages, e.g. "WAV file".
[[nodiscard]] std::string containerName(int libsndfileFormat);

/// A bit depth that can be written to a format.
struct WritableDepth
{
    int bits;
    int subformat; ///< of libsndfile
};

/// A format for writing sound files.
struct WritableFormat
{
    const char* name;
    std::vector<const char*> extensions; ///< with the dot, in lower case
    int container;                       ///< of libsndfile
    bool compressed;                     ///< replaces an unsupported depth by the last of its depths
    std::vector<WritableDepth> depths;   ///< ascending
    std::uint64_t maxBytes;              ///< of a file
};

/// The formats for writing sound files.
[[nodiscard]] const std::vector<WritableFormat>& writableFormats();

/// The format of the file's extension. Throws SoundFileError if no format has it.
[[nodiscard]] const WritableFormat& writableFormatOf(const std::filesystem::path& file);

/// The depth with which `format` stores `bits` bits per sample. Throws SoundFileError, which names `file`, if it does
/// not store them.
[[nodiscard]] const WritableDepth& writableDepth(const WritableFormat& format, int bits,
                                                 const std::filesystem::path& file);

/// The depth for a restored sound: 24 bits, or the next smaller one that the format has.
[[nodiscard]] int defaultBitsPerSampleOf(const WritableFormat& format);

/// The name with "a" or "an" before it.
[[nodiscard]] std::string withArticle(const std::string& name);

/// The extensions of the files that readSoundFile() may be able to read, with the dot and in lower case.
[[nodiscard]] std::span<const char* const> readableExtensions() noexcept;

/// Whether the extension of the file is one of readableExtensions(), in upper or lower case.
[[nodiscard]] bool hasSoundExtension(const std::filesystem::path& file);

/// The extension in lower case, with the dot.
[[nodiscard]] std::string lowerCaseExtension(const std::filesystem::path& file);

} // namespace dequantizer
