#pragma once

#include "Plugin/Models/PackedModel.h"
#include "Plugin/State/EditorLook.h"

#include <juce_core/juce_core.h>

#include <map>
#include <stdexcept>
#include <string>

namespace dequantizer
{

/// Bytes that are no state; one sentence on why.
class StateError : public std::runtime_error
{
public:
    using runtime_error::runtime_error;
};

/// What a session keeps of the plugin. The model is kept whole, so that the session also opens where the file is not.
struct State
{
    /// By identifier, in the parameter's own unit.
    std::map<std::string, float> parameters;

    /// Empty if none is loaded.
    PackedModel model;

    /// Where the model was read from, in UTF-8.
    std::string modelPath;

    /// The name of the factory preset that was chosen last.
    std::string preset;

    EditorLook look;
};

/// A state as bytes, all numbers little endian:
///
///     8   "DQSTATE" and a zero
///     4   format version, 2
///     4   x, the bytes of the XML
///     4   m, the bytes of the packed model
///     8   FNV-1a of everything that follows, so that damage is noticed before anything is believed
///     x   XML: <State modelPath=".." modelHash=".." preset=".." editorWidth=".." editorHeight=".."
///         theme="dark|light"> <Parameter id=".." value=".."/> ... </State>, in UTF-8; the hash as hexadecimal digits
///     m   the model, see PackedModel
///
/// The same state always gives the same bytes. Bytes that follow are ignored. In version 1 the model was not compressed
/// and had no hash. Version 0.1 of the plugin wrote `program`, the index of the preset among its own, in place of
/// `preset`; and a session from before there was an automatic bit depth has it off.
[[nodiscard]] juce::MemoryBlock encodeState(const State& state);

/// The inverse of encodeState(), for version 1 too. Throws StateError for anything that it did not write, and for a
/// newer version. The model's bytes are not looked into.
[[nodiscard]] State decodeState(const void* data, int size);

} // namespace dequantizer
