#include "Plugin/Models/ModelSlots.h"

#include <array>
#include <charconv>
#include <cstddef>

namespace dequantizer
{

namespace
{
// Append only: sessions refer to a model by its slot.
constexpr std::array<std::string_view, 8> shippedOrder{
    "speech16k-4bit",
    "speech16k-5bit",
    "speech16k-6bit",
    "speech16k-8bit",
    "speech16k-4bit-perceptual",
    "speech16k-5bit-perceptual",
    "speech16k-6bit-perceptual",
    "speech16k-4bit-converged",
};
static_assert(firstShippedSlot + shippedOrder.size() <= ownModelSlot);
} // namespace

std::string_view shippedModelAt(int slot) noexcept
{
    const int index = slot - firstShippedSlot;
    return index >= 0 && index < static_cast<int>(shippedOrder.size()) ? shippedOrder[static_cast<std::size_t>(index)]
                                                                       : std::string_view();
}

std::string modelSlotText(int slot)
{
    if (slot == automaticModelSlot)
        return "Automatic";
    if (slot == ownModelSlot)
        return "Session's own";
    if (slot >= firstFolderSlot)
        return "Folder " + std::to_string(slot - firstFolderSlot + 1);
    if (const auto name = shippedModelAt(slot); !name.empty())
        return std::string(name);
    return "Empty " + std::to_string(slot);
}

int modelSlotOfText(std::string_view text)
{
    for (int slot = 0; slot <= lastModelSlot; ++slot)
        if (modelSlotText(slot) == text)
            return slot;
    int slot = automaticModelSlot;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), slot);
    const bool isSlot = error == std::errc() && slot >= 0 && slot <= lastModelSlot;
    return isSlot ? slot : automaticModelSlot;
}

} // namespace dequantizer
