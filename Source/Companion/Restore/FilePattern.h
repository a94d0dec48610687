#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace dequantizer
{

/// Whether `name` matches `pattern`, in which * stands for any characters and ? for one byte.
[[nodiscard]] bool matchesPattern(std::string_view name, std::string_view pattern) noexcept;

/// Expands `pattern` for shells that do not expand patterns: the files in its folder whose name matches the last part,
/// sorted. Returns `pattern` itself if there is a file of this name, or if nothing matches.
[[nodiscard]] std::vector<std::filesystem::path> expandPattern(const std::filesystem::path& pattern);

} // namespace dequantizer
