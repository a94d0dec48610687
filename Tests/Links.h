#pragma once

#include "Skip.h"

#include <filesystem>
#include <system_error>

namespace dequantizer
{

/// Makes the symbolic link `link` to `target`. Returns false, and reports the test as skipped, where this is not
/// possible, as for ordinary users of Windows.
[[nodiscard]] inline bool makeLink(const std::filesystem::path& target, const std::filesystem::path& link)
{
    std::error_code failure;
    std::filesystem::create_symlink(target, link, failure);
    if (failure)
        skip("symbolic links cannot be made: " + failure.message());
    return !failure;
}

} // namespace dequantizer
