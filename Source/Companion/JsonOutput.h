#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace dequantizer
{

/// The value of --json that means standard output.
constexpr const char* standardOutput = "-";

/// Writes `figures` as JSON to a file (beside it first, then renamed), or to standard output for "-". Keys keep their order.
/// Throws std::runtime_error with one sentence.
void writeJson(const nlohmann::ordered_json& figures, const std::string& target);

} // namespace dequantizer
