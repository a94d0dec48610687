#pragma once

#include "Plugin/Host/PluginLoader.h"
#include "Plugin/Host/PluginRun.h"

#include <optional>
#include <string>

namespace dequantizer::host
{

/// What further instances of a plugin cost: the medians over all but the first.
struct InstanceCosts
{
    int count = 1;                   ///< of instances
    double milliseconds = 0.0;       ///< to create one and prepare it to play
    std::optional<double> megabytes; ///< of resident memory; empty where the system does not tell
};

/// Opens `count` >= 1 instances. If there are several, prepares each to play at `sampleRate` with blocks of `maxBlock`
/// samples, measures what that costs, and releases them in the end. Throws HostError.
[[nodiscard]] InstanceCosts openInstances(PluginLoader& loader, const std::string& plugin, int count, double sampleRate,
                                          int maxBlock, PluginInstances& instances);

} // namespace dequantizer::host
