#include "Plugin/Host/Report.h"

#include <nlohmann/json.hpp>

#include <iomanip>
#include <sstream>

namespace dequantizer::host
{

namespace
{
struct NamedFigure
{
    const char* key;
    const char* name;
    CallbackTimes::Figure figure;
};

std::vector<NamedFigure> figures(const CallbackTimes& times)
{
    return {{"mean", "mean", times.mean()},
            {"p99", "99th percentile", times.quantile(0.99)},
            {"worst", "worst", times.quantile(1.0)}};
}

double latencyMs(const Report& report, const PluginRun& run)
{
    return 1000.0 * run.latency / report.sampleRate;
}
} // namespace

std::string reportText(const Report& report, const PluginRun& run)
{
    std::ostringstream text;
    text << std::fixed << std::setprecision(1);
    text << report.plugin << " (" << report.format << ")\n";
    for (const auto& setting : report.settings)
        text << "  " << setting << '\n';
    if (report.wiring == Wiring::doubled)
        text << "  the plugin supports only stereo: the mono input was sent to both channels, and the left output was "
                "kept\n";
    text << "  latency: " << run.latency << " samples, " << latencyMs(report, run) << " ms\n";
    if (const auto& costs = report.instances; costs.count > 1)
    {
        text << "  " << costs.count << " instances; each after the first took " << costs.milliseconds
             << " ms to create";
        if (costs.megabytes)
            text << " and " << *costs.megabytes << " MB";
        text << "\n  " << run.times.missed() << " of " << run.times.count()
             << " callbacks of all of them missed the deadline\n";
    }
    text << "  " << run.times.count() << " callbacks, block " << report.block << ":\n";
    for (const auto& [key, name, figure] : figures(run.times))
        text << "    " << std::left << std::setw(16) << name << std::right << std::setw(10) << figure.microseconds
             << " us " << std::setw(7) << 100.0 * figure.load << " % of the deadline\n";
    return text.str();
}

nlohmann::ordered_json reportJson(const Report& report, const PluginRun& run)
{
    nlohmann::ordered_json json = {
        {"plugin", report.plugin},        {"format", report.format},
        {"block", report.block},          {"sample_rate", report.sampleRate},
        {"settings", report.settings},    {"mono_doubled", report.wiring == Wiring::doubled},
        {"latency_samples", run.latency}, {"latency_ms", latencyMs(report, run)},
        {"callbacks", run.times.count()},
    };
    if (const auto& costs = report.instances; costs.count > 1)
    {
        json["instances"] = costs.count;
        json["creation_ms"] = costs.milliseconds;
        if (costs.megabytes)
            json["creation_mb"] = *costs.megabytes;
        json["missed_deadlines"] = run.times.missed();
    }
    for (const auto& [key, name, figure] : figures(run.times))
    {
        json[std::string(key) + "_us"] = figure.microseconds;
        json[std::string(key) + "_deadline_percent"] = 100.0 * figure.load;
    }
    return json;
}

} // namespace dequantizer::host
