#pragma once

#include "AudioFile/Sound.h"

#include <cstddef>
#include <filesystem>
#include <limits>

namespace dequantizer
{

/// Reads any sound file that libsndfile can read: WAV, AIFF, FLAC, Ogg, AU, CAF, Wave64, RF64, 8SVX, VOC and more, by
/// content and not by extension. Integer samples of up to 24 bits are converted exactly; mu-law and A-law samples are
/// the decoded ones, exactly.
/// Throws SoundFileError for anything that is not a complete sound file with at least one sample, all of them finite,
/// at a rate of up to 1 MHz, and for one with more than `maxSamples` samples in all its channels together. No more
/// memory is taken than the samples that are really there need.
[[nodiscard]] Sound readSoundFile(const std::filesystem::path& file,
                                  std::size_t maxSamples = std::numeric_limits<std::size_t>::max());

} // namespace dequantizer
