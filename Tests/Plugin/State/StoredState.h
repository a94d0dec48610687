#pragma once

#include "Plugin/Models/PackedModel.h"

#include <juce_core/juce_core.h>

#include <string>
#include <vector>

namespace dequantizer
{

/// The bytes of a state with this XML and model, and with a valid checksum.
[[nodiscard]] inline std::vector<char> storedState(int formatVersion, const std::string& xml,
                                                   const std::string& model = {})
{
    juce::MemoryOutputStream stream;
    stream.write("DQSTATE\0", 8);
    stream.writeInt(formatVersion);
    stream.writeInt(static_cast<int>(xml.size()));
    stream.writeInt(static_cast<int>(model.size()));
    stream.writeInt64(static_cast<juce::int64>(fnv1a(xml + model)));
    stream.write((xml + model).data(), xml.size() + model.size());
    const auto* const bytes = static_cast<const char*>(stream.getData());
    return {bytes, bytes + stream.getDataSize()};
}

} // namespace dequantizer
