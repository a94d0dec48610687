#pragma once

#include "Plugin/State/ParameterSnapshot.h"

#include <stdexcept>
#include <string>
#include <string_view>

namespace dequantizer
{

/// Why a preset cannot be read, written or named, in one sentence for the user.
class PresetError : public std::runtime_error
{
public:
    using runtime_error::runtime_error;
};

/// A preset that the user saved.
struct UserPreset
{
    std::string name;         ///< UTF-8
    ParameterSnapshot values; ///< of all parameters but bypass and the model
    std::string model;        ///< the name of the model, see ModelSelection::nameOfCurrent()
};

/// The largest file of a preset that is read, in bytes.
inline constexpr std::size_t maxPresetBytes = 65536;

/// The content of a preset's file, which does not contain the name:
///
///     {"format": "dequantizer-preset", "version": 1, "model": "..", "parameters": {"bits": 4.0, ..}}
[[nodiscard]] std::string encodePreset(const UserPreset& preset);

/// The inverse of encodePreset(). Unknown members and parameters are ignored or kept, so that later versions can add
/// some. Throws PresetError.
[[nodiscard]] UserPreset parsePreset(const std::string& name, std::string_view bytes);

} // namespace dequantizer
