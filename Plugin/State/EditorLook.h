#pragma once

#include <cstdint>

namespace dequantizer
{

/// How the editor looks, which a session keeps.
struct EditorLook
{
    std::uint16_t width = 0, height = 0; ///< pixels; 0 where it was never opened
    std::uint32_t isLight = 0;           ///< 1 for light, 0 for dark; no bool, so that there is no padding

    friend bool operator==(const EditorLook&, const EditorLook&) = default;
};

} // namespace dequantizer
