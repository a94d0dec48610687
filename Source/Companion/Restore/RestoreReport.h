#pragma once

#include "Companion/Restore/FileRestoration.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dequantizer
{

/// One row of the report: the outcome for one file.
struct ReportRow
{
    SoundJob job;
    std::string status;               ///< "restored", "skipped", "failed" or "would be restored"
    std::string error;                ///< empty unless it failed
    std::optional<RestoredFile> file; ///< none if it failed or was skipped
};

/// Why a report cannot have this file name, for CLI11; empty if it can.
[[nodiscard]] std::string whyNoReport(const std::string& file);

/// Writes the rows as a table with a heading, as HTML with small pictures of the spectra or as CSV, as the extension of
/// `file` says. Throws FileError.
void writeRestoreReport(const std::vector<ReportRow>& rows, const std::filesystem::path& file);

} // namespace dequantizer
