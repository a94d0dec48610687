#pragma once

#include "AudioFile/Sound.h"

#include <filesystem>

namespace dequantizer
{

/// The bits per sample of a written file where the user asks for no other.
inline constexpr int defaultBitsPerSample = 24;

/// Throws SoundFileError or FileError if `file` has no extension of a format that can be written, if the format cannot
/// store so many bits per sample, or if the path cannot be a file; to be called before long work whose result goes
/// there.
void checkSoundFileTarget(const std::filesystem::path& file, int bitsPerSample);

/// Throws SoundFileError if both are the same file, which would be lost.
void requireOther(const std::filesystem::path& output, const std::filesystem::path& input);

/// Writes `channels` (at least one, all of one length) in the format of the file's extension: WAV, AIFF, FLAC or Ogg
/// Vorbis. 32 bits per sample in a WAV file mean floating point; all else is rounded to the nearest integer sample and
/// limited to full scale, except in Ogg Vorbis, which stores no integers. A WAV file of more than 4 GB becomes RF64.
/// The file is replaced atomically. Throws SoundFileError or FileError, and then leaves the path as it was.
void writeSoundFile(const std::filesystem::path& file, const Channels& channels, double sampleRate,
                    int bitsPerSample = defaultBitsPerSample);

} // namespace dequantizer
