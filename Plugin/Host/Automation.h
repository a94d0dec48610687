#pragma once

#include "Plugin/Host/ParameterValues.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace dequantizer::host
{

/// A change of a parameter during a run.
struct ParameterChange
{
    std::size_t sample = 0; ///< the first that the plugin processes with the new value
    ParameterValue value;
};

/// Reads a CSV file with the columns time in seconds from the start of the sound, parameter, and value, in the notation
/// of setParameter(). A first line "time,parameter,value" is optional; empty lines and lines that begin with # are
/// skipped. The result is sorted by time; changes at the same time stay in the order of the file. Throws HostError with
/// the number of the line.
[[nodiscard]] std::vector<ParameterChange> readAutomation(const std::filesystem::path& file,
                                                          const juce::AudioPluginInstance& plugin, double sampleRate);

} // namespace dequantizer::host
