#pragma once

#include <filesystem>
#include <string_view>

namespace dequantizer
{

/// Writes `bytes` to `file` so that at every moment the path holds either what it held before or all of the new content: to
/// a file beside it first, which then takes the name. Throws ModelError with one sentence where that fails, and leaves
/// nothing behind.
void writeBeside(const std::filesystem::path& file, std::string_view bytes);

} // namespace dequantizer
