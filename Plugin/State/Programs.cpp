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
    Change(Programs& changed, CurrentPreset preset)
        : programs(changed), before(changed.currentPreset()), after(std::move(preset))
    {
    }

    bool perform() override { return makeCurrent(after); }
    bool undo() override { return makeCurrent(before); }

private:
    bool makeCurrent(const CurrentPreset& preset)
    {
        programs.replaceCurrent(preset);
        return true;
    }

    Programs& programs;
    const CurrentPreset before, after;
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

CurrentPreset Programs::currentPreset() const
{
    const std::scoped_lock lock(mutex);
    return currentOne;
}

juce::String Programs::currentName() const
{
    const auto preset = currentPreset();
    return preset.user != nullptr ? juce::String::fromUTF8(preset.user->name.c_str()) : name(preset.program);
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
    if (!isPreset(index) || index == current())
        return false;
    restore({index});
    applyParameters(presetAt(index).values, plugin, excludedParameters(), ChangeOrigin::host);
    return true;
}

void Programs::choose(int index)
{
    if (!isPreset(index))
        return;
    const EditHistory::Step step(edits);
    edits.perform(std::make_unique<Change>(*this, CurrentPreset{index}));
    applyParameters(presetAt(index).values, plugin, excludedParameters(), ChangeOrigin::user);
}

void Programs::makeCurrent(const CurrentPreset& preset)
{
    if (preset != currentPreset())
        edits.perform(std::make_unique<Change>(*this, preset));
}

void Programs::replaceCurrent(const CurrentPreset& preset)
{
    restore(preset);
    link.programChanged();
}

bool Programs::isModified() const
{
    const auto preset = currentPreset();
    const auto& values = preset.user != nullptr ? preset.user->values : presetAt(preset.program).values;
    const auto excluded =
        preset.user != nullptr ? std::set<std::string>{parameter::bypass, parameter::model} : excludedParameters();
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

void Programs::restore(CurrentPreset preset)
{
    const std::scoped_lock lock(mutex);
    currentOne = std::move(preset);
}

int Programs::indexOf(std::string_view programName)
{
    return factoryPresetIndex(programName);
}

} // namespace dequantizer
