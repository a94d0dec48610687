#pragma once

#include "Files/Utf8Path.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dequantizer
{

/// A sound file to read and the one to write for it.
struct SoundJob
{
    std::filesystem::path input, output;
    std::optional<std::size_t> moduleSample{}; ///< the number of the sample, from 0, if the input is a tracker module

    /// The name of the sound for messages.
    [[nodiscard]] std::string name() const
    {
        const auto file = utf8FromPath(input);
        return moduleSample ? file + " (sample " + std::to_string(*moduleSample + 1) + ")" : file;
    }
};

/// How the files of a folder are found and named.
struct SoundJobOptions
{
    bool recursive = false; ///< includes the files in subfolders
    bool anyName = false;   ///< all files count as sound files, and none as a tracker module
    std::string format;     ///< the extension of the outputs, without the dot; empty keeps that of the input
};

/// Lists the files to read, in the order of `inputs` and by name in a folder, and the files in `outputFolder`, which
/// need not exist, to write for them: a file has its path relative to the folder among the inputs, or its name if it is
/// an input itself. A tracker module becomes a folder with its samples. The files in the output folder are left out if
/// it is within an input.
///
/// Throws SoundFileError if an input folder contains no sound file, if two files would have the same output, or if an
/// output would replace one of the files to read.
[[nodiscard]] std::vector<SoundJob> listSoundJobs(const std::vector<std::filesystem::path>& inputs,
                                                  const std::filesystem::path& outputFolder,
                                                  const SoundJobOptions& options);

} // namespace dequantizer
