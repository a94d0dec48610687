#include "Plugin/Models/ModelSlots.h"

#include "Model/ShippedModels.h"

#include <charconv>

namespace dequantizer
{

std::string_view shippedModelAt(int slot) noexcept
{
    if (slot < firstShippedSlot || slot >= ownModelSlot)
        return {};
    for (const auto& model : shippedModels())
        if (model.slot == slot)
            return model.name;
    return {};
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
