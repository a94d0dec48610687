#include "Plugin/State/ModelActions.h"

#include "Model/ModelError.h"
#include "Plugin/State/ParameterSnapshot.h"
#include "Plugin/State/Parameters.h"

#include <algorithm>

namespace dequantizer
{

class ModelActions::Change final : public juce::UndoableAction
{
public:
    Change(ModelActions& changed, SelectedModel choice)
        : actions(changed), before(changed.models.current()), after(std::move(choice))
    {
    }

    bool perform() override { return select(after); }
    bool undo() override { return select(before); }

    // In KiB, since the action keeps the models alive.
    int getSizeInUnits() override { return 1 + sizeInKiB(before) + sizeInKiB(after); }

private:
    bool select(const SelectedModel& choice)
    {
        {
            // A host may save the session when it hears of a new latency, before the parameter has changed.
            const ModelSelection::FollowingPause pause(actions.models);
            actions.models.select(choice);
            actions.link.modelSelected();
            setParameter(*actions.values.getParameter(parameter::model), static_cast<float>(choice.slot),
                         ChangeOrigin::user);
        }
        actions.link.sessionEdited();
        return true;
    }

    ModelActions& actions;
    const SelectedModel before, after;
};

ModelActions::ModelActions(juce::AudioProcessorValueTreeState& parameters, ModelSelection& selection,
                           EditHistory& history, HostLink& host)
    : values(parameters), models(selection), edits(history), link(host)
{
}

void ModelActions::apply(const SelectedModel& choice)
{
    const EditHistory::Step step(edits);
    edits.perform(std::make_unique<Change>(*this, choice));

    auto& iterations = *values.getParameter(parameter::iterations);
    setParameter(iterations,
                 choice.model != nullptr
                     ? static_cast<float>(std::min(choice.model->model.iterations, convergenceValue))
                     : iterations.convertFrom0to1(iterations.getDefaultValue()),
                 ChangeOrigin::user);
}

void ModelActions::loadFile(const std::string& path)
{
    try
    {
        apply(models.loadFile(path));
    }
    catch (const ModelError& error)
    {
        link.showError(error.what());
    }
}

void ModelActions::choose(int slot)
{
    try
    {
        apply(models.load(slot));
    }
    catch (const ModelError& error)
    {
        link.showError(error.what());
    }
}

void ModelActions::restore(const SelectedModel& choice)
{
    const auto selected = models.current();
    if (selected.model != choice.model || selected.slot != choice.slot)
        edits.perform(std::make_unique<Change>(*this, choice));
}

void ModelActions::step(int direction)
{
    const auto available = models.entries();
    const int slot = models.requestedSlot();
    const auto count = static_cast<int>(available.size());
    const auto selected =
        std::find_if(available.begin(), available.end(), [&](const auto& entry) { return entry.slot == slot; });
    // A slot that has become empty counts as the automatic choice, which comes first.
    int index = selected != available.end() ? static_cast<int>(selected - available.begin()) : 0;
    std::string error;
    for (int tried = 0; tried < count; ++tried)
    {
        index = (index + direction + count) % count;
        try
        {
            apply(models.load(available[static_cast<std::size_t>(index)].slot));
            break;
        }
        catch (const ModelError& refusal)
        {
            error = refusal.what();
        }
    }
    if (!error.empty())
        link.showError(error);
}

int sizeInKiB(const SelectedModel& choice) noexcept
{
    return choice.model != nullptr ? static_cast<int>(choice.model->packed.bytes.size() / 1024) : 0;
}

} // namespace dequantizer
