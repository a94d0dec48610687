#include "Plugin/State/EditHistory.h"

namespace dequantizer
{

namespace
{
// Gestures of one parameter that are closer together form one step.
constexpr juce::uint32 maxPauseMs = 500;

class ParameterChange final : public juce::UndoableAction
{
public:
    ParameterChange(juce::AudioProcessorParameter& parameterToChange, float valueBefore, float valueAfter)
        : parameter(parameterToChange), before(valueBefore), after(valueAfter)
    {
    }

    bool perform() override { return change(after); }
    bool undo() override { return change(before); }

private:
    bool change(float value)
    {
        if (parameter.getValue() == value)
            return true;
        parameter.beginChangeGesture();
        parameter.setValueNotifyingHost(value);
        parameter.endChangeGesture();
        return true;
    }

    juce::AudioProcessorParameter& parameter;
    const float before, after;
};
} // namespace

EditHistory::EditHistory(const juce::Array<juce::AudioProcessorParameter*>& recorded) : parameters(recorded)
{
    for (auto* parameter : parameters)
        parameter->addListener(this);
}

EditHistory::~EditHistory()
{
    for (auto* parameter : parameters)
        parameter->removeListener(this);
}

EditHistory::Step::Step(EditHistory& recording) : history(recording), inside(recording.isInStep, recording.isInStep)
{
    if (!history.isInStep)
        history.beginStep();
    history.isInStep = true;
}

EditHistory::Step::~Step()
{
    history.lastIndex = -1;
}

void EditHistory::beginStep()
{
    undoManager.beginNewTransaction();
    lastIndex = -1;
}

bool EditHistory::perform(std::unique_ptr<juce::UndoableAction> change)
{
    if (!isInStep)
        beginStep();
    const juce::ScopedValueSetter<bool> applying(isApplying, true);
    return undoManager.perform(change.release());
}

void EditHistory::undo()
{
    const juce::ScopedValueSetter<bool> applying(isApplying, true);
    undoManager.undo();
    lastIndex = -1;
}

void EditHistory::redo()
{
    const juce::ScopedValueSetter<bool> applying(isApplying, true);
    undoManager.redo();
    lastIndex = -1;
}

void EditHistory::clear()
{
    valuesBefore.clear();
    undoManager.clearUndoHistory();
}

void EditHistory::clearIfRequested()
{
    if (isClearRequested.exchange(false))
        clear();
}

void EditHistory::parameterGestureChanged(int index, bool isBeginning)
{
    if (!juce::MessageManager::existsAndIsCurrentThread() || isApplying)
        return;
    auto& parameter = *parameters[index];
    if (isBeginning)
    {
        valuesBefore[index] = parameter.getValue();
        return;
    }
    const auto value = valuesBefore.extract(index);
    if (value.empty() || value.mapped() == parameter.getValue())
        return;

    const auto now = clock();
    const bool isSameStep = isInStep || (index == lastIndex && now - lastEnd < maxPauseMs);
    if (!isSameStep)
        beginStep();
    const juce::ScopedValueSetter<bool> applying(isApplying, true);
    undoManager.perform(new ParameterChange(parameter, value.mapped(), parameter.getValue()));
    lastIndex = isInStep ? -1 : index;
    lastEnd = now;
}

} // namespace dequantizer
