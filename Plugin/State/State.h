#pragma once

#include "Plugin/Models/PackedModel.h"
#include "Plugin/State/EditorLook.h"
#include "Plugin/State/ParameterSnapshot.h"

#include <juce_core/juce_core.h>

#include <optional>
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

/// A setting as a session stores it. It contains the whole model, so a session opens even where the model's file is
/// missing.
struct StoredSetting
{
    ParameterSnapshot parameters;

    /// Empty if no model is loaded.
    PackedModel model;

    /// The path of the model's file, in UTF-8.
    std::string modelPath;

    /// The name of the current factory preset.
    std::string preset;

    /// The name of the user's preset that is current instead, in UTF-8; empty if there is none.
    std::string userPreset;
};

/// A model as a session stores it, with the path of its file in UTF-8.
struct StoredModel
{
    PackedModel model;
    std::string path;
};

/// The plugin's state in a session: the setting in use and what surrounds it.
struct State : StoredSetting
{
    EditorLook look;

    /// Whether the setting in use is B of the two that the user compares, see Comparison.
    bool isB = false;

    /// The other of the two; empty if nothing was compared.
    std::optional<StoredSetting> other;

    /// The session's own model while another one is in use: automation may select it again.
    std::optional<StoredModel> own;
};

/// Serialises a state. All numbers are little endian:
///
///     8   "DQSTATE" and a zero
///     4   format version, 2
///     4   x, the length of the XML in bytes
///     4   m, the length of the packed model in bytes
///     8   FNV-1a of everything that follows, checked before anything is parsed
///     x   XML: <State modelPath=".." modelHash=".." preset=".." userPreset=".." editorWidth=".." editorHeight=".."
///         theme="dark|light" view="spectrum|spectrogram|history"> <Parameter id=".." value=".."/> ...
///         <Other name="A|B" modelPath=".." modelHash=".." modelBytes="n" preset=".." userPreset=".."> <Parameter .../>
///         ...
///         </Other>
///         <Own modelPath=".." modelHash=".." modelBytes="o"/>
///         </State>, in UTF-8; the hash as hexadecimal digits; Other only if two settings are compared,
///         Own only if the session's own model is not in use, view only if it is not the scope
///     m   the model, see PackedModel
///     n   the model of the other setting, unless it is the same; its hash is checked when it is unpacked
///     o   the session's own model, likewise
///
/// Equal states give equal bytes. Trailing bytes are ignored, also by versions that did not write the last two. In
/// format version 1 the model was neither compressed nor hashed. Version 0.1 of the plugin wrote `program`, the index
/// of the preset, instead of `preset`. Sessions older than the automatic bit depth have it off.
[[nodiscard]] juce::MemoryBlock encodeState(const State& state);

/// The inverse of encodeState(), for both format versions. Throws StateError for a newer version and for any other
/// bytes. Does not check the model's bytes.
[[nodiscard]] State decodeState(const void* data, int size);

} // namespace dequantizer
