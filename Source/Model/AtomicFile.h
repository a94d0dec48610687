#pragma once

#include <filesystem>
#include <string_view>

namespace dequantizer
{

/// Replaces the contents of `file` with `bytes` atomically: writes a temporary file in the same folder and renames it,
/// so that the path holds either the old contents or all of the new ones at any time. On failure throws ModelError with
/// one sentence and leaves no temporary file.
void writeFileAtomically(const std::filesystem::path& file, std::string_view bytes);

/// Throws ModelError if `file` obviously cannot be written: it is a folder or a device, or its folder does not exist.
/// Call it before long work whose result goes to `file`.
void checkTarget(const std::filesystem::path& file);

} // namespace dequantizer
