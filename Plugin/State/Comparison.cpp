#include "Plugin/State/Comparison.h"

#include "Plugin/State/Parameters.h"

namespace dequantizer
{

class Comparison::Change final : public juce::UndoableAction
{
public:
    Change(Comparison& changed, Sides newSides)
        : comparison(changed), before(changed.sides()), after(std::move(newSides))
    {
    }

    bool perform() override { return change(after); }
    bool undo() override { return change(before); }

    // In KiB, since the action keeps the models alive.
    int getSizeInUnits() override { return 1 + sizeOf(before) + sizeOf(after); }

private:
    static int sizeOf(const Sides& sides) { return sides.other != nullptr ? sizeInKiB(sides.other->model) : 0; }

    bool change(const Sides& sides)
    {
        comparison.restore(sides);
        comparison.link.sessionEdited();
        return true;
    }

    Comparison& comparison;
    const Sides before, after;
};

Comparison::Comparison(juce::AudioProcessor& processor, const ModelSelection& selection, ModelActions& actions,
                       Programs& presets, EditHistory& history, HostLink& host)
    : plugin(processor), models(selection), modelActions(actions), programs(presets), edits(history), link(host)
{
}

Comparison::Sides Comparison::sides() const
{
    const std::scoped_lock lock(mutex);
    return current;
}

void Comparison::restore(Sides stored)
{
    const std::scoped_lock lock(mutex);
    current = std::move(stored);
}

std::shared_ptr<const Setting> Comparison::inUse() const
{
    return std::make_shared<const Setting>(
        Setting{captureParameters(plugin), models.current(), programs.currentPreset()});
}

void Comparison::toggle()
{
    const auto before = sides();
    auto mine = inUse();
    const auto theirs = before.other != nullptr ? before.other : mine;

    const EditHistory::Step step(edits);
    edits.perform(std::make_unique<Change>(*this, Sides{!before.isB, std::move(mine)}));
    modelActions.restore(theirs->model);
    applyParameters(theirs->parameters, plugin, {parameter::bypass, parameter::model}, ChangeOrigin::user);
    programs.makeCurrent(theirs->preset);
}

void Comparison::copyToOther()
{
    edits.perform(std::make_unique<Change>(*this, Sides{sides().isB, inUse()}));
}

} // namespace dequantizer
