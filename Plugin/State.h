#pragma once

#include <juce_core/juce_core.h>

#include <map>
#include <optional>
#include <string>

namespace dequantizer
{

/// What a session keeps of the plugin. The model is kept whole, so that the session also opens where the file is not.
struct State
{
    /// By identifier, in the parameter's own unit.
    std::map<std::string, float> parameters;

    /// As serialiseModel() writes it; empty if none is loaded.
    std::string model;

    /// Where the model was read from, in UTF-8.
    std::string modelPath;
};

/// A state as bytes, all numbers little endian:
///
///     8   "DQSTATE" and a zero
///     4   format version, 1
///     4   x, the bytes of the XML
///     4   m, the bytes of the model
///     8   FNV-1a of everything that follows, so that damage is noticed before anything is believed
///     x   XML: <State modelPath=".."><Parameter id=".." value=".."/> ... </State>, in UTF-8
///     m   the model
///
/// The same state always gives the same bytes. Bytes that follow are ignored.
[[nodiscard]] juce::MemoryBlock encodeState(const State& state);

/// The inverse of encodeState(); nothing for anything that it did not write, and for a newer version. The model's bytes
/// are not looked into.
[[nodiscard]] std::optional<State> decodeState(const void* data, int size);

} // namespace dequantizer
