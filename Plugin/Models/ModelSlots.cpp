#include "Plugin/Models/ModelSlots.h"

#include <charconv>

namespace dequantizer
{

namespace
{
// The name of the model whose slot it is, or was in an earlier version; empty if it is none's.
std::string_view nameOfShippedSlot(int slot) noexcept
{
    if (slot < firstShippedSlot || slot >= ownModelSlot)
        return {};
    for (const auto& model : shippedModels())
    {
        if (model.slot == slot)
            return model.name;
        for (const auto& replaced : model.replaces)
            if (replaced.slot == slot)
                return replaced.name;
    }
    return {};
}
} // namespace

const ShippedModel* shippedModelAt(int slot) noexcept
{
    return findShippedModel(nameOfShippedSlot(slot));
}

int currentSlot(int slot) noexcept
{
    const auto* const shipped = shippedModelAt(slot);
    return shipped != nullptr ? shipped->slot : slot;
}

std::string modelSlotText(int slot)
{
    if (slot == automaticModelSlot)
        return "Automatic";
    if (slot == ownModelSlot)
        return "Session's own";
    if (slot >= firstFolderSlot)
        return "Folder " + std::to_string(slot - firstFolderSlot + 1);
    if (const auto name = nameOfShippedSlot(slot); !name.empty())
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
