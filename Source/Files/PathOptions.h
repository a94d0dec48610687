#pragma once

#include "Files/Utf8Path.h"

namespace CLI::detail
{
/// CLI11 calls this, because it is declared before CLI11's own templates, for options whose value is a path. Arguments
/// are in UTF-8, see Files/ProgramArguments.h. Programs must include CLI11 only by this header.
inline bool lexical_cast(const std::string& text, std::filesystem::path& path)
{
    path = dequantizer::pathFromUtf8(text);
    return true;
}
} // namespace CLI::detail

#include <CLI/CLI.hpp>
