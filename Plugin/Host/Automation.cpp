#include "Plugin/Host/Automation.h"

#include "Files/Utf8Path.h"
#include "Plugin/Host/HostError.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>

namespace dequantizer::host
{

namespace
{
// Beyond any sound, and small enough for any index of a sample.
constexpr double maxSeconds = 1e6;

ParameterChange parse(const std::string& line, const juce::AudioPluginInstance& plugin, double sampleRate)
{
    // Names of parameters and values may contain a comma only in the middle.
    const auto first = line.find(','), last = line.rfind(',');
    if (first == last)
        throw HostError("\"" + line + "\" is not of the form TIME,PARAMETER,VALUE");
    double seconds = 0.0;
    const auto read = std::from_chars(line.data(), line.data() + first, seconds);
    if (read.ec != std::errc() || read.ptr != line.data() + first || !(seconds >= 0.0 && seconds <= maxSeconds))
        throw HostError("\"" + line.substr(0, first) + "\" is not a time in seconds");
    return {static_cast<std::size_t>(std::llround(seconds * sampleRate)),
            parameterValue(plugin, line.substr(first + 1, last - first - 1), line.substr(last + 1))};
}
} // namespace

std::vector<ParameterChange> readAutomation(const std::filesystem::path& file, const juce::AudioPluginInstance& plugin,
                                            double sampleRate)
{
    std::ifstream stream(file);
    if (!stream)
        throw HostError(utf8FromPath(file) + " cannot be read");
    std::vector<ParameterChange> changes;
    int number = 0;
    for (std::string line; std::getline(stream, line);)
    {
        ++number;
        if (line.ends_with('\r'))
            line.pop_back();
        if (line.empty() || line.starts_with('#') || (number == 1 && line == "time,parameter,value"))
            continue;
        try
        {
            changes.push_back(parse(line, plugin, sampleRate));
        }
        catch (const HostError& error)
        {
            throw HostError(utf8FromPath(file) + ", line " + std::to_string(number) + ": " + error.what());
        }
    }
    std::ranges::stable_sort(changes, {}, &ParameterChange::sample);
    return changes;
}

} // namespace dequantizer::host
