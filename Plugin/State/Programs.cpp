#include "Plugin/State/Programs.h"

#include "Plugin/Models/ModelSlots.h"
#include "Plugin/State/FactoryPresets.h"
#include "Plugin/State/ParameterSnapshot.h"
#include "Plugin/State/Parameters.h"

#include <cmath>

namespace dequantizer
{

namespace
{
bool isPreset(int index)
{
    return index >= 0 && static_cast<std::size_t>(index) < factoryPresets().size();
}

const FactoryPreset& presetAt(int index)
{
    return factoryPresets()[static_cast<std::size_t>(index)];
}
} // namespace

class Programs::Change final : public juce::UndoableAction
{
public:
    Change(Programs& changed, int newIndex) : programs(changed), before(changed.current()), after(newIndex) {}

    bool perform() override { return makeCurrent(after); }
    bool undo() override { return makeCurrent(before); }

private:
    bool makeCurrent(int index)
    {
        programs.currentIndex = index;
        programs.link.programChanged();
        return true;
    }

    Programs& programs;
    const int before, after;
};

Programs::Programs(juce::AudioProcessor& processor, const ParameterReader& reader, EditHistory& history, HostLink& host)
    : plugin(processor), parameters(reader), edits(history), link(host)
{
}

int Programs::count() const
{
    return static_cast<int>(factoryPresets().size());
}

juce::String Programs::name(int index) const
{
    return isPreset(index) ? presetAt(index).name : "";
}

std::set<std::string> Programs::excludedParameters() const
{
    std::set<std::string> excluded{parameter::bypass, parameter::model};
    if (parameters.modelSlot() != automaticModelSlot)
        excluded.insert(parameter::iterations);
    return excluded;
}

bool Programs::select(int index)
{
    if (!isPreset(index) || currentIndex.exchange(index) == index)
        return false;
    applyParameters(presetAt(index).values, plugin, excludedParameters(), ChangeOrigin::host);
    return true;
}

void Programs::choose(int index)
{
    if (!isPreset(index))
        return;
    const EditHistory::Step step(edits);
    edits.perform(std::make_unique<Change>(*this, index));
    applyParameters(presetAt(index).values, plugin, excludedParameters(), ChangeOrigin::user);
}

void Programs::makeCurrent(int index)
{
    if (isPreset(index) && index != currentIndex)
        edits.perform(std::make_unique<Change>(*this, index));
}

bool Programs::isModified() const
{
    const auto& values = presetAt(currentIndex).values;
    const auto excluded = excludedParameters();
    constexpr float minDifference = 1e-4f; // less than the interval of any parameter
    for (const auto* parameter : plugin.getParameters())
        if (const auto* const ranged = dynamic_cast<const juce::RangedAudioParameter*>(parameter))
        {
            const float expected = ranged->convertTo0to1(valueIn(values, *ranged));
            if (!excluded.contains(ranged->getParameterID().toStdString()) &&
                std::abs(ranged->getValue() - expected) > minDifference)
                return true;
        }
    return false;
}

void Programs::restore(std::string_view programName)
{
    currentIndex = indexOf(programName);
}

int Programs::indexOf(std::string_view programName)
{
    return factoryPresetIndex(programName);
}

} // namespace dequantizer
