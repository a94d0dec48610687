#pragma once

#include "AudioFile/Sound.h"

#include <cstddef>
#include <filesystem>
#include <limits>

namespace dequantizer
{

/// Reads any sound file that libsndfile supports: WAV, AIFF, FLAC, Ogg, AU, CAF, Wave64, RF64, 8SVX, VOC and others.
/// The type is detected from the content, not the extension. Integer samples of up to 24 bits are converted exactly;
/// mu-law and A-law samples are decoded exactly.
/// Throws SoundFileError if this is not a complete sound file with at least one sample, if a sample is not finite, if
/// the rate is above 1 MHz, or if all channels together have more than `maxSamples` samples. Allocates memory only for
/// the samples that the file contains.
[[nodiscard]] Sound readSoundFile(const std::filesystem::path& file,
                                  std::size_t maxSamples = std::numeric_limits<std::size_t>::max());

} // namespace dequantizer
