#pragma once

#include "Theory/TheoryChecks.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <iosfwd>
#include <string>

namespace dequantizer
{

// `subject` is a short description of what was checked: the model, the bits, the audio.

/// Prints the report as text: each claim with its result and verdict, then the tables.
void printCheckReport(std::ostream& out, const std::string& subject, const TheoryReport& report);

/// The same report as JSON.
[[nodiscard]] nlohmann::ordered_json checkReportJson(const std::string& subject, const TheoryReport& report);

/// Draws the figures as PNG and SVG in this folder, which it creates. Throws std::runtime_error with one sentence.
void drawCheckFigures(const std::filesystem::path& folder, const std::string& subject, const TheoryReport& report);

} // namespace dequantizer
