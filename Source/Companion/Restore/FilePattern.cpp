#include "Companion/Restore/FilePattern.h"

#include "Files/Utf8Path.h"

#include <algorithm>
#include <string>
#include <system_error>

namespace dequantizer
{

bool matchesPattern(std::string_view name, std::string_view pattern) noexcept
{
    constexpr auto none = std::string_view::npos;
    std::size_t n = 0, p = 0, star = none, resume = 0;
    while (n < name.size())
    {
        if (p < pattern.size() && pattern[p] == '*')
        {
            star = p++;
            resume = n;
        }
        else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n]))
        {
            ++p;
            ++n;
        }
        else if (star != none)
        {
            p = star + 1;
            n = ++resume; // the star stands for one character more
        }
        else
        {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == none;
}

std::vector<std::filesystem::path> expandPattern(const std::filesystem::path& pattern)
{
    const auto name = utf8FromPath(pattern.filename());
    std::error_code failure;
    if (name.find_first_of("*?") == std::string::npos || std::filesystem::exists(pattern, failure))
        return {pattern};
    const auto folder = pattern.parent_path();
    std::vector<std::filesystem::path> files;
    std::filesystem::directory_iterator entry(folder.empty() ? "." : folder, failure);
    for (; !failure && entry != std::filesystem::directory_iterator(); entry.increment(failure))
    {
        const auto candidate = utf8FromPath(entry->path().filename());
        if (matchesPattern(candidate, name) && (candidate.front() != '.' || name.front() == '.'))
            files.push_back(folder / entry->path().filename());
    }
    std::sort(files.begin(), files.end());
    return files.empty() ? std::vector<std::filesystem::path>{pattern} : files;
}

} // namespace dequantizer
