#pragma once

#include <cstdint>

namespace dequantizer
{

/// The size, theme and view of the editor, as a session stores them.
struct EditorLook
{
    std::uint16_t width = 0, height = 0; ///< pixels; 0 if the editor was never opened
    std::uint16_t isLight = 0;           ///< 1 for light, 0 for dark; not a bool, to avoid padding
    std::uint16_t showsSpectrum = 0;     ///< 1 for the spectrum, 0 for the scope

    friend bool operator==(const EditorLook&, const EditorLook&) = default;
};

} // namespace dequantizer
