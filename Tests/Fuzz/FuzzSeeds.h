#pragma once

#include <map>
#include <string>

namespace dequantizer
{

/// The seeds of the fuzz targets, made byte by byte: the path below Tests/Fuzz/Corpus, and the bytes. The folder also
/// has files that are not made here: those of encoders, and inputs that once did harm.
[[nodiscard]] std::map<std::string, std::string> fuzzSeeds();

} // namespace dequantizer
