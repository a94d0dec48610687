#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace dequantizer
{

/// The value of --json for standard output.
constexpr const char* standardOutput = "-";

/// Throws FileError if the file `target` cannot be written, see checkTarget(). Call this before long work. An empty
/// target writes nothing.
void checkJsonTarget(const std::string& target);

/// Writes `figures` as JSON, with the keys in order: to the file `target`, which is replaced atomically, to standard
/// output if `target` is "-", or nowhere if it is empty. Throws FileError.
void writeJson(const nlohmann::ordered_json& figures, const std::string& target);

} // namespace dequantizer
