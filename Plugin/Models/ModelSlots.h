#pragma once

#include <string>
#include <string_view>

namespace dequantizer
{

/// What the parameter "model" counts: places that stay where they are from version to version, so that a host may
/// automate them. Some places may be empty; an empty one is the automatic choice.
///
///     0                        automatic: a shipped model by the bit depth, or the built-in DCT
///     1 .. 16                  the shipped models, where Models/manifest.json puts them
///     17                       the session's own model: from any file, or what the session brought along
///     18 .. lastModelSlot      the files in the user's folder, by name
inline constexpr int automaticModelSlot = 0;
inline constexpr int firstShippedSlot = 1;
inline constexpr int ownModelSlot = 17;
inline constexpr int firstFolderSlot = 18;
inline constexpr int lastModelSlot = 63;

/// The name of the shipped model at `slot`; empty if there is none.
[[nodiscard]] std::string_view shippedModelAt(int slot) noexcept;

/// What hosts show for a slot. The same on every computer, so without names of the user's files.
[[nodiscard]] std::string modelSlotText(int slot);

/// The inverse of modelSlotText(), and of a plain number; the automatic choice for anything else.
[[nodiscard]] int modelSlotOfText(std::string_view text);

} // namespace dequantizer
