#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace dequantizer
{

/// The value of --json that means standard output.
constexpr const char* standardOutput = "-";

/// Throws std::runtime_error where `target` plainly cannot be written, before any long work is done in vain. An empty
/// target is none.
void checkJsonTarget(const std::string& target);

/// Writes `figures` as JSON to a file (beside it first, then renamed), or to standard output for "-", or nowhere for
/// an empty target. Keys keep their order.
/// Throws std::runtime_error with one sentence.
void writeJson(const nlohmann::ordered_json& figures, const std::string& target);

} // namespace dequantizer
