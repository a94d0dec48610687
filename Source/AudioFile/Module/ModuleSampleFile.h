#pragma once

#include "AudioFile/Module/TrackerModule.h"

#include <filesystem>
#include <string>

namespace dequantizer
{

/// Writes a sample with at least one channel as a WAV file of its depth, with its name and its loop.
/// Throws SoundFileError or FileError.
void writeModuleSample(const ModuleSample& sample, const std::filesystem::path& file);

/// A file name for sample `index` (from 0) of a module: its number, from 1, and the readable part of its name.
[[nodiscard]] std::string moduleSampleFileName(const ModuleSample& sample, std::size_t index);

} // namespace dequantizer
