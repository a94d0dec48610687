#pragma once

#include <juce_audio_processors/juce_audio_processors.h>
#include <juce_data_structures/juce_data_structures.h>

#include <functional>
#include <map>
#include <memory>

namespace dequantizer
{

/// What the user changed in the editor, to be taken back and made again. A parameter's change is recorded when its
/// gesture ends; what a host sets or automates has no gesture, and stays out of it. Message thread; a gesture on
/// another thread is not recorded.
class EditHistory final : private juce::AudioProcessorParameter::Listener
{
public:
    /// Records the gestures of `parameters`, which outlive this.
    explicit EditHistory(const juce::Array<juce::AudioProcessorParameter*>& parameters);
    ~EditHistory() override;

    /// All that changes while one lives is taken back at once. One within another is part of it.
    class Step
    {
    public:
        explicit Step(EditHistory& history);
        ~Step();

    private:
        EditHistory& history;
        juce::ScopedValueSetter<bool> inside;
    };

    /// Makes a change and records it.
    void perform(std::unique_ptr<juce::UndoableAction> change);

    [[nodiscard]] bool canUndo() const { return undoManager.canUndo(); }
    [[nodiscard]] bool canRedo() const { return undoManager.canRedo(); }
    void undo();
    void redo();

    /// There is nothing to undo any more.
    void clear();

    /// Replaces the clock that tells whether gestures follow each other closely enough to be one step: milliseconds
    /// that never decrease, JUCE's counter by default.
    void setClock(std::function<juce::uint32()> milliseconds) { clock = std::move(milliseconds); }

    /// Tells its listeners when there is more or less to undo.
    [[nodiscard]] juce::ChangeBroadcaster& changes() noexcept { return undoManager; }

private:
    void parameterValueChanged(int, float) override {}
    void parameterGestureChanged(int index, bool isBeginning) override;

    void beginStep();

    const juce::Array<juce::AudioProcessorParameter*> parameters;
    juce::UndoManager undoManager;
    std::map<int, float> valuesBefore; // by index, of the parameters whose gestures are under way
    bool isInStep = false;
    bool isApplying = false; // a change that is recorded already

    // Turns of a wheel and repeated keys are one step.
    int lastIndex = -1;
    juce::uint32 lastEnd = 0; // by the clock
    std::function<juce::uint32()> clock = juce::Time::getMillisecondCounter;
};

} // namespace dequantizer
