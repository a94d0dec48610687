#pragma once

#include "Plugin/Host/PluginRun.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace dequantizer::host
{

/// What is told about a run.
struct Report
{
    std::string plugin, format, block;
    double sampleRate = 0.0; ///< Hz
    Wiring wiring = Wiring::direct;
    std::vector<std::string> settings; ///< as currentValue() gives them
};

/// A few lines for people.
[[nodiscard]] std::string reportText(const Report& report, const PluginRun& run);

/// The same figures for programs.
[[nodiscard]] nlohmann::ordered_json reportJson(const Report& report, const PluginRun& run);

} // namespace dequantizer::host
