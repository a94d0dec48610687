#include "Plugin/Host/InstanceCosts.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <string>
#include <vector>

namespace dequantizer::host
{

namespace
{
// Of this process, from a line such as "VmRSS:  1234 kB"; empty on systems without /proc.
std::optional<double> residentMegabytes()
{
    const std::string name = "VmRSS:";
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name))
            return 1024.0 * std::stod(line.substr(name.size())) / 1e6;
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
