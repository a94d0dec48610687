#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace dequantizer
{

/// The value of --json that means standard output.
constexpr const char* standardOutput = "-";

/// Throws FileError if `target` is a file that cannot be written, see checkTarget(); to be called before long work. An
/// empty target writes nothing.
void checkJsonTarget(const std::string& target);

/// Writes `figures` as JSON, keys in their order, to the file `target`, which is replaced atomically, to standard
/// output for "-", or nowhere if `target` is empty. Throws FileError.
void writeJson(const nlohmann::ordered_json& figures, const std::string& target);

} // namespace dequantizer
