#pragma once

#include "AudioFile/Sound.h"
#include "AudioFile/SoundLoop.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dequantizer
{

/// A sample of a tracker module.
struct ModuleSample
{
    std::string name;        ///< as in the module, in an unspecified encoding
    double sampleRate = 0.0; ///< Hz, at which the sample sounds as C-5, or C-2 in a MOD
    int bits = 8;            ///< 8 or 16, as stored
    Channels channels;       ///< one or two, not empty
    std::optional<SoundLoop> loop;
};

/// The extensions of modules, with the dot and in lower case: .mod, .s3m, .xm and .it.
[[nodiscard]] bool hasModuleExtension(const std::filesystem::path& file);

/// Reads the samples of a module in the format of ProTracker and its relatives (MOD), ScreamTracker 3 (S3M),
/// FastTracker 2 (XM) or Impulse Tracker (IT, also compressed). The type is detected from the content. A sample whose
/// data is cut off at the end of the file is as long as the data. Empty samples have no channels, so that the others
/// keep their numbers. Throws SoundFileError if this is no such file, or if no sample has data.
[[nodiscard]] std::vector<ModuleSample> readModule(const std::filesystem::path& file);

} // namespace dequantizer
