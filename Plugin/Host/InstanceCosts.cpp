#include "Plugin/Host/InstanceCosts.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <vector>

#if __has_include(<unistd.h>)
#include <unistd.h>
#endif

namespace dequantizer::host
{

namespace
{
// Of this process; empty on systems without /proc.
std::optional<double> residentMegabytes()
{
#if __has_include(<unistd.h>)
    std::ifstream file("/proc/self/statm");
    double allPages = 0.0, residentPages = 0.0;
    if (file >> allPages >> residentPages)
        return residentPages * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
#endif
    return std::nullopt;
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}
} // namespace

InstanceCosts openInstances(PluginLoader& loader, const std::string& plugin, int count, double sampleRate, int maxBlock,
                            PluginInstances& instances)
{
    std::vector<double> milliseconds, megabytes;
    for (int i = 0; i < count; ++i)
    {
        const auto memory = residentMegabytes();
        const auto begin = std::chrono::steady_clock::now();
        instances.push_back(loader.open(plugin, sampleRate, maxBlock));
        if (count == 1)
            return {};
        instances.back()->setRateAndBufferSizeDetails(sampleRate, maxBlock);
        instances.back()->prepareToPlay(sampleRate, maxBlock);
        if (i == 0)
            continue;
        milliseconds.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
        if (const auto grown = residentMegabytes(); memory && grown)
            megabytes.push_back(*grown - *memory);
    }
    for (const auto& instance : instances)
        instance->releaseResources();
    InstanceCosts costs{count, median(milliseconds), {}};
    if (!megabytes.empty())
        costs.megabytes = median(megabytes);
    return costs;
}

} // namespace dequantizer::host
