#pragma once

#include "Plugin/Host/InstanceCosts.h"
#include "Plugin/Host/PluginRun.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace dequantizer::host
{

/// The settings of a run, for its report.
struct Report
{
    std::string plugin, format, block;
    double sampleRate = 0.0; ///< Hz
    Wiring wiring = Wiring::direct;
    std::vector<std::string> settings; ///< see currentValue()
    InstanceCosts instances = {};      ///< for runs with several
};

/// A report in a few lines of text.
[[nodiscard]] std::string reportText(const Report& report, const PluginRun& run);

/// The same report as JSON.
[[nodiscard]] nlohmann::ordered_json reportJson(const Report& report, const PluginRun& run);

} // namespace dequantizer::host
