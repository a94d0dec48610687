#pragma once

#include "Companion/Restore/RestoreJobs.h"
#include "Companion/Restore/RestoreOptions.h"
#include "Restoration/RestorationChoice.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dequantizer
{

/// The mean spectra of a sound, see MeanSpectrum::levels().
struct SpectraBeforeAndAfter
{
    std::vector<double> before, after;
};

/// What was found in a file and done with it.
struct RestoredFile
{
    SoundSurvey sound;
    std::string quantisation; ///< for display, e.g. "8 bit"
    double bits = 0.0;        ///< of the quantiser over [-1, 1], may be a fraction
    std::string model;        ///< its name
    std::string description;  ///< "restored from ..." or "would be restored from ..."
    std::vector<std::string> warnings;
    double removedDb = 0.0; ///< power of what was removed, relative to full scale; -infinity if nothing was
    std::optional<SpectraBeforeAndAfter> spectra;
};

/// Called with the completed part of a file, 0 .. 1. May throw to stop the work, which then leaves no file.
using PartProgress = std::function<void(double part)>;

/// Restores one file: reads it once to find its grid and length, and once more while it writes the output. Memory does
/// not depend on the length. With --dry-run, only the first. The report contains spectra if `withSpectra` is set.
/// Throws std::exception with one sentence.
[[nodiscard]] RestoredFile restoreFile(const RestoreOptions& options, const SoundJob& job, bool withSpectra,
                                       const PartProgress& progress);

} // namespace dequantizer
