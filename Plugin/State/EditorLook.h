#pragma once

#include <cstdint>

namespace dequantizer
{

/// The size and theme of the editor, as a session stores them.
struct EditorLook
{
    std::uint16_t width = 0, height = 0; ///< pixels; 0 if the editor was never opened
    std::uint32_t isLight = 0;           ///< 1 for light, 0 for dark; not a bool, to avoid padding

    friend bool operator==(const EditorLook&, const EditorLook&) = default;
};

} // namespace dequantizer
