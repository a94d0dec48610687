#include "Model/ModelError.h"
#include "Plugin/Processor.h"
#include "Plugin/State/FactoryPresets.h"

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

// In the parameter's own unit.
float valueIn(const std::map<std::string, float>& values, const juce::RangedAudioParameter& parameter)
{
    const auto value = values.find(parameter.getParameterID().toStdString());
    return value != values.end() ? value->second : parameter.convertFrom0to1(parameter.getDefaultValue());
}
} // namespace

class Processor::ProgramChange final : public juce::UndoableAction
{
public:
    ProgramChange(Processor& processorToChange, int indexBefore, int indexAfter)
        : processor(processorToChange), before(indexBefore), after(indexAfter)
    {
    }

    bool perform() override { return take(after); }
    bool undo() override { return take(before); }

private:
    bool take(int index)
    {
        processor.currentProgram = index;
        processor.sendChangeMessage();
        processor.updateHostDisplay(ChangeDetails().withProgramChanged(true));
        return true;
    }

    Processor& processor;
    const int before, after;
};

int Processor::getNumPrograms()
{
    return static_cast<int>(factoryPresets().size());
}

const juce::String Processor::getProgramName(int index)
{
    return isPreset(index) ? presetAt(index).name : "";
}

std::set<std::string> Processor::untouchedByPrograms() const
{
    std::set<std::string> untouched{parameter::bypass, parameter::model};
    // A model of the user's choice keeps the iterations that it was learned for.
    if (reader.modelSlot() != automaticModelSlot)
        untouched.insert(parameter::iterations);
    return untouched;
}

void Processor::setCurrentProgram(int index)
{
    if (!isPreset(index) || currentProgram.exchange(index) == index)
        return;
    takeOver(presetAt(index).values, untouchedByPrograms(), ChangedBy::host);
    sendChangeMessage();
}

void Processor::choosePreset(int index)
{
    if (!isPreset(index))
        return;
    const EditHistory::Step step(history);
    history.perform(std::make_unique<ProgramChange>(*this, currentProgram.load(), index));
    takeOver(presetAt(index).values, untouchedByPrograms(), ChangedBy::user);
}

bool Processor::hasLeftProgram() const
{
    const auto& values = presetAt(currentProgram).values;
    const auto untouched = untouchedByPrograms();
    constexpr float leastDifference = 1e-4f; // less than a step of any parameter
    for (const auto* parameter : getParameters())
        if (const auto* ranged = dynamic_cast<const juce::RangedAudioParameter*>(parameter))
        {
            const float expected = ranged->convertTo0to1(valueIn(values, *ranged));
            if (!untouched.contains(ranged->getParameterID().toStdString()) &&
                std::abs(ranged->getValue() - expected) > leastDifference)
                return true;
        }
    return false;
}

void Processor::takeOver(const std::map<std::string, float>& values, const std::set<std::string>& untouched,
                         ChangedBy changedBy)
{
    for (auto* parameter : getParameters())
        if (auto* ranged = dynamic_cast<juce::RangedAudioParameter*>(parameter))
            if (!untouched.contains(ranged->getParameterID().toStdString()))
                setValue(*ranged, valueIn(values, *ranged), changedBy);
}

void Processor::setValue(juce::RangedAudioParameter& parameter, float value, ChangedBy changedBy)
{
    const auto range = parameter.getNormalisableRange().getRange();
    const float wanted = parameter.convertTo0to1(range.clipValue(value));
    if (changedBy == ChangedBy::host)
    {
        parameter.setValueNotifyingHost(wanted);
    }
    else if (wanted != parameter.getValue())
    {
        parameter.beginChangeGesture();
        parameter.setValueNotifyingHost(wanted);
        parameter.endChangeGesture();
    }
}

void Processor::tendHistory()
{
    if (isHistoryOver.exchange(false))
        history.clear();
}

void Processor::getStateInformation(juce::MemoryBlock& destination)
{
    followModelParameter();
    State state;
    for (auto* parameter : getParameters())
        if (const auto* ranged = dynamic_cast<juce::RangedAudioParameter*>(parameter))
            state.parameters[ranged->getParameterID().toStdString()] = ranged->convertFrom0to1(ranged->getValue());

    SharedModel model;
    {
        const std::scoped_lock lock(preparationMutex);
        model = preparation.model();
    }
    if (model != nullptr)
    {
        state.model = model->packed;
        state.modelPath = model->path;
    }
    state.preset = presetAt(currentProgram).name;
    state.look = look;
    destination = encodeState(state);
}

void Processor::setStateInformation(const void* data, int size)
{
    try
    {
        restore(decodeState(data, size));
    }
    catch (const StateError& error)
    {
        showError(error.what());
    }
    catch (const ModelError& error)
    {
        showError(std::string("The session's model can't be used, so nothing of it was taken over: ") + error.what());
    }
}

void Processor::restore(State state)
{
    SharedModel model;
    int slot = automaticModelSlot;
    {
        const std::scoped_lock lock(preparationMutex);
        model = preparation.model();
        slot = slotOf(state);
    }
    // Hosts restore often, and mostly what is there already: then there is nothing to unpack.
    const bool isSame = model != nullptr ? state.model.hash == model->packed.hash && state.modelPath == model->path
                                         : state.model.isEmpty();
    if (!isSame)
        model = state.model.isEmpty() ? nullptr : loadPackedModel(state.model, state.modelPath);

    state.parameters[parameter::model] = static_cast<float>(slot);
    {
        const std::scoped_lock lock(preparationMutex);
        ++statesOnTheirWay;
    }
    // A parameter that the session does not know was added later: it begins as it would in a new session.
    takeOver(state.parameters, {}, ChangedBy::host);
    {
        const std::scoped_lock lock(preparationMutex);
        --statesOnTheirWay;
        slotFollowed = slot;
    }
    currentProgram = factoryPresetIndex(state.preset);
    look = state.look;
    isHistoryOver = true;
    use(std::move(model), slot);
    // The latency may change with the engine, and only the message thread may tell the host so.
    if (juce::MessageManager::existsAndIsCurrentThread())
        renewEngine();
    else
        triggerAsyncUpdate();
}

int Processor::slotOf(const State& state) const
{
    const auto saved = state.parameters.find(parameter::model);
    // A damaged session may hold any number here, also one that no int can.
    const bool isSlot =
        saved != state.parameters.end() && saved->second >= 0.0f && saved->second <= static_cast<float>(lastModelSlot);
    const int slot = isSlot ? juce::roundToInt(saved->second) : automaticModelSlot;
    if (state.model.isEmpty())
        return automaticModelSlot;
    // What the session brings along is its own, unless it was chosen from what is here, too.
    const bool isHere =
        slot >= firstFolderSlot ? library.slotOf(state.modelPath) == slot : !shippedModelAt(slot).empty();
    return isHere ? slot : ownModelSlot;
}

} // namespace dequantizer
