#pragma once

#include "Companion/Restore/RestoreOptions.h"
#include "Files/Utf8Path.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dequantizer
{

/// The name of standard input and output on the command line.
inline constexpr auto standardStream = "-";

/// One file to restore. Input and output are paths or `standardStream`.
struct RestoreJob
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

/// What a command line asks for.
struct RestoreJobs
{
    std::vector<RestoreJob> jobs;
    bool toFolder = false; ///< the output is a folder, which need not exist
};

/// Lists the files to restore, in the order of the inputs and by name in a folder. Without --recursive, the files in
/// subfolders are left out. In the output folder, a file has its path relative to the folder that was named on the
/// command line, or its name if it was named itself. A tracker module becomes a folder with its samples.
///
/// Throws SoundFileError if an input does not exist or contains no sound file, if two files would have the same output,
/// or if several files cannot go to this output.
[[nodiscard]] RestoreJobs listRestoreJobs(const RestoreOptions& options);

} // namespace dequantizer
