#include "Theory/PeakResidentMemory.h"

#ifdef __linux__
#include <fstream>
#include <string>
#endif
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace dequantizer
{

#ifdef __linux__

namespace
{
// A line of /proc/self/status such as "VmHWM:  1234 kB", in bytes.
std::optional<double> statusBytes(const std::string& name)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name + ":"))
            return 1024.0 * std::stod(line.substr(name.size() + 1));
    return std::nullopt;
}
} // namespace

std::optional<double> peakResidentMemory(const std::function<void()>& work)
{
#ifdef __GLIBC__
    // Otherwise the allocator could reuse freed memory without raising the peak.
    malloc_trim(0);
#endif
    // Resets the high-water mark to the current resident memory, see proc(5).
    std::ofstream reset("/proc/self/clear_refs");
    reset << "5" << std::flush;
    const auto before = statusBytes("VmRSS");
    if (!reset || !before)
        return std::nullopt;
    work();
    const auto highest = statusBytes("VmHWM");
    if (!highest || *highest < *before)
        return std::nullopt;
    return *highest - *before;
}

#else

std::optional<double> peakResidentMemory(const std::function<void()>&)
{
    return std::nullopt;
}

#endif

} // namespace dequantizer
