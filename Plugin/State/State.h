#pragma once

#include "Plugin/Models/PackedModel.h"
#include "Plugin/State/EditorLook.h"
#include "Plugin/State/ParameterSnapshot.h"

#include <juce_core/juce_core.h>

#include <stdexcept>
#include <string>

namespace dequantizer
{

/// Why bytes are not a valid state, in one sentence.
class StateError : public std::runtime_error
{
public:
    using runtime_error::runtime_error;
};

/// The plugin's state in a session. It contains the whole model, so a session opens even where the model's file is
/// missing.
struct State
{
    ParameterSnapshot parameters;

    /// Empty if no model is loaded.
    PackedModel model;

    /// The path of the model's file, in UTF-8.
    std::string modelPath;

    /// The name of the current factory preset.
    std::string preset;

    EditorLook look;
};

/// Serialises a state. All numbers are little endian:
///
///     8   "DQSTATE" and a zero
///     4   format version, 2
///     4   x, the length of the XML in bytes
///     4   m, the length of the packed model in bytes
///     8   FNV-1a of everything that follows, checked before anything is parsed
///     x   XML: <State modelPath=".." modelHash=".." preset=".." editorWidth=".." editorHeight=".."
///         theme="dark|light"> <Parameter id=".." value=".."/> ... </State>, in UTF-8; the hash as hexadecimal digits
///     m   the model, see PackedModel
///
/// Equal states give equal bytes. Trailing bytes are ignored. In format version 1 the model was neither compressed nor
/// hashed. Version 0.1 of the plugin wrote `program`, the index of the preset, instead of `preset`. Sessions older than
/// the automatic bit depth have it off.
[[nodiscard]] juce::MemoryBlock encodeState(const State& state);

/// The inverse of encodeState(), for both format versions. Throws StateError for a newer version and for any other
/// bytes. Does not check the model's bytes.
[[nodiscard]] State decodeState(const void* data, int size);

} // namespace dequantizer
