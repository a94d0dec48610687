#pragma once

#include "Model/ShippedModels.h"

#include <string>
#include <string_view>

namespace dequantizer
{

/// The values of the parameter "model". A slot keeps its meaning from version to version, so that hosts can automate
/// it. Slots may be empty; an empty one counts as the automatic choice.
///
///     0                        automatic: see chooseModel()
///     1 .. 16                  the shipped models, in the slots that Models/manifest.json gives them; the slot of a
///                              model that an earlier version shipped selects the one that replaces it
///     17                       the session's own model, from any file or stored in the session
///     18 .. lastModelSlot      the files in the user's folder, by name
inline constexpr int automaticModelSlot = 0;
inline constexpr int firstShippedSlot = 1;
inline constexpr int ownModelSlot = 17;
inline constexpr int firstFolderSlot = 18;
inline constexpr int lastModelSlot = 63;

/// The shipped model that `slot` selects; null if there is none.
[[nodiscard]] const ShippedModel* shippedModelAt(int slot) noexcept;

/// The slot of the model that `slot` selects: another one if `slot` belongs to a model that was replaced.
[[nodiscard]] int currentSlot(int slot) noexcept;

/// The text that hosts show for a slot: the name of a shipped model, also of one that was replaced. It is the same on
/// every computer, so it does not name the user's files.
[[nodiscard]] std::string modelSlotText(int slot);

/// The slot of a text from modelSlotText() or of a plain number; automaticModelSlot for any other text.
[[nodiscard]] int modelSlotOfText(std::string_view text);

} // namespace dequantizer
