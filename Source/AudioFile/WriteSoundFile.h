#pragma once

#include "AudioFile/Sound.h"

#include <filesystem>

namespace dequantizer
{

/// The default number of bits per sample of a written file.
inline constexpr int defaultBitsPerSample = 24;

/// Throws SoundFileError or FileError if `file` has no extension of a writable format, if the format does not support
/// this number of bits per sample, or if the path cannot be a file. Call it before long computations whose result will
/// be written there.
void checkSoundFileTarget(const std::filesystem::path& file, int bitsPerSample);

/// Throws SoundFileError if both paths are the same file, because its content would be lost.
void requireOther(const std::filesystem::path& output, const std::filesystem::path& input);

/// Writes `channels` (at least one, all of the same length) in the format of the file extension, one of
/// writableFormats(). 32 bits per sample are floating point. Otherwise, samples are rounded to the nearest integer and
/// limited to full scale, except in Ogg Vorbis and Opus, which do not store integers. WAV files above 4 GB become RF64.
/// If `original` is given, what that sound file contains beside its sound is kept as far as the format can hold it.
/// Replaces the file atomically. Throws SoundFileError or FileError, and then leaves the path unchanged.
void writeSoundFile(const std::filesystem::path& file, const Channels& channels, double sampleRate,
                    int bitsPerSample = defaultBitsPerSample, const std::filesystem::path& original = {});

} // namespace dequantizer
