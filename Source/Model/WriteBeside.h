#pragma once

#include <filesystem>
#include <string_view>

namespace dequantizer
{

/// Writes `bytes` to `file` so that at every moment the path holds either what it held before or all of the new
/// content: to a file beside it first, which then takes the name. Throws ModelError with one sentence where that fails,
/// and leaves nothing behind.
void writeBeside(const std::filesystem::path& file, std::string_view bytes);

/// Throws ModelError where `file` cannot be written for a reason that is plain to see: it is a folder, or is in none.
/// To be called before long work whose result goes there.
void checkTarget(const std::filesystem::path& file);

} // namespace dequantizer
