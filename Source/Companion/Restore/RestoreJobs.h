#pragma once

#include "AudioFile/SoundJobs.h"
#include "Companion/Restore/RestoreOptions.h"

#include <vector>

namespace dequantizer
{

/// The name of standard input and output on the command line.
inline constexpr auto standardStream = "-";

/// What a command line asks for.
struct RestoreJobs
{
    std::vector<SoundJob> jobs; ///< input and output may also be `standardStream`
    bool toFolder = false;      ///< the output is a folder, which need not exist
};

/// Lists the files to restore, see listSoundJobs(). Without --recursive, the files in subfolders are left out. Throws
/// SoundFileError also if several files cannot go to this output.
[[nodiscard]] RestoreJobs listRestoreJobs(const RestoreOptions& options);

} // namespace dequantizer
