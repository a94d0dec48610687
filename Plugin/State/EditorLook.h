#pragma once

#include <cstddef>
#include <cstdint>

namespace dequantizer
{

/// The pictures of the signal that the editor can show. The values are not stored anywhere.
enum class EditorView : std::uint16_t
{
    scope,
    spectrum,
    spectrogram,
    history,
    bounds
};

/// The number of views.
inline constexpr std::size_t editorViewCount = 5;

/// The size, theme and view of the editor, as a session stores them.
struct EditorLook
{
    std::uint16_t width = 0, height = 0; ///< pixels; 0 if the editor was never opened
    std::uint16_t isLight = 0;           ///< 1 for light, 0 for dark; not a bool, to avoid padding
    EditorView view = EditorView::scope; ///< the picture of the signal

    friend bool operator==(const EditorLook&, const EditorLook&) = default;
};

} // namespace dequantizer
