#include "Plugin/Models/ModelSelection.h"

#include <algorithm>
#include <utility>

namespace dequantizer
{

ModelSelection::FollowingPause::FollowingPause(ModelSelection& selection) : paused(selection)
{
    const std::scoped_lock lock(paused.mutex);
    ++paused.pauses;
}

ModelSelection::FollowingPause::~FollowingPause()
{
    const std::scoped_lock lock(paused.mutex);
    --paused.pauses;
}

ModelSelection::ModelSelection(std::filesystem::path userFolder, std::function<int()> modelParameter)
    : readParameter(std::move(modelParameter)), library(std::move(userFolder))
{
}

SelectedModel ModelSelection::current() const
{
    const std::scoped_lock lock(mutex);
    return selected;
}

std::string ModelSelection::nameOfCurrent() const
{
    const std::scoped_lock lock(mutex);
    return selected.slot == ownModelSlot && selected.model != nullptr ? selected.model->model.name
                                                                      : library.nameOf(selected.slot);
}

void ModelSelection::select(const SelectedModel& choice)
{
    const std::scoped_lock lock(mutex);
    if (choice.slot == ownModelSlot)
        ownModel = choice.model;
    selected = choice;
}

SharedModel ModelSelection::own() const
{
    const std::scoped_lock lock(mutex);
    return ownModel;
}

void ModelSelection::setOwn(SharedModel model)
{
    const std::scoped_lock lock(mutex);
    ownModel = std::move(model);
}

bool ModelSelection::followParameter()
{
    const std::scoped_lock lock(mutex);
    // Read under the lock, so that a slot from before a pause is never followed after it.
    const int slot = requestedSlot();
    if (pauses > 0 || slot == selected.slot)
        return false;
    selected.slot = slot; // even if loading fails: it is tried only once
    selected.model = slot == ownModelSlot ? ownModel : library.load(slot);
    return true;
}

SelectedModel ModelSelection::load(int slot) const
{
    const std::scoped_lock lock(mutex);
    return {slot == ownModelSlot ? ownModel : library.load(slot), currentSlot(slot)};
}

SelectedModel ModelSelection::loadFile(const std::string& path)
{
    auto model = loadModelFile(path);
    const std::scoped_lock lock(mutex);
    library.rescan();
    return {std::move(model), library.slotOf(path)};
}

std::vector<ModelEntry> ModelSelection::entries()
{
    const std::scoped_lock lock(mutex);
    library.rescan();
    auto entries = library.entries();
    if (ownModel != nullptr)
    {
        const auto afterShipped =
            std::find_if(entries.begin(), entries.end(), [](const auto& entry) { return entry.slot > ownModelSlot; });
        entries.insert(afterShipped, {ownModelSlot, ownModel->model.name});
    }
    return entries;
}

int ModelSelection::slotOfStored(int savedSlot, const std::string& path) const
{
    const std::scoped_lock lock(mutex);
    const bool isHere = savedSlot >= firstFolderSlot
                            ? library.slotOf(path) == savedSlot
                            : shippedModelAt(savedSlot) != nullptr && currentSlot(savedSlot) == savedSlot;
    return isHere ? savedSlot : ownModelSlot;
}

} // namespace dequantizer
