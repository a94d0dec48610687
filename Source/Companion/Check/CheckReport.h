#pragma once

#include "Theory/TheoryChecks.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <iosfwd>
#include <string>

namespace dequantizer
{

// `subject` says in a few words what was examined: the model, the bits, the sound.

/// The report for people: a claim, what was found, and the verdict; then the tables.
void printCheckReport(std::ostream& out, const std::string& subject, const TheoryReport& report);

/// The same for programs.
[[nodiscard]] nlohmann::ordered_json checkReportJson(const std::string& subject, const TheoryReport& report);

/// The report's figures, PNG and SVG, in this folder, which is made. Throws std::runtime_error with one sentence.
void drawCheckFigures(const std::filesystem::path& folder, const std::string& subject, const TheoryReport& report);

} // namespace dequantizer
