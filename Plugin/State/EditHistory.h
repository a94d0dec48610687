#pragma once

#include <juce_audio_processors/juce_audio_processors.h>
#include <juce_data_structures/juce_data_structures.h>

#include <atomic>
#include <functional>
#include <map>
#include <memory>

namespace dequantizer
{

/// Undo and redo of the user's edits. A parameter change is recorded when its gesture ends; changes by the host or by
/// automation have no gesture and are not recorded, nor are gestures on other threads. Message thread, except as noted.
class EditHistory final : private juce::AudioProcessorParameter::Listener
{
public:
    /// Records the gestures of `parameters`, which must outlive this object.
    explicit EditHistory(const juce::Array<juce::AudioProcessorParameter*>& parameters);
    ~EditHistory() override;

    /// All edits during its lifetime are undone together. A nested step joins the outer one.
    class Step
    {
    public:
        explicit Step(EditHistory& history);
        ~Step();

    private:
        EditHistory& history;
        juce::ScopedValueSetter<bool> inside;
    };

    /// Performs a change and records it; returns whether it succeeded.
    bool perform(std::unique_ptr<juce::UndoableAction> change);

    [[nodiscard]] bool canUndo() const { return undoManager.canUndo(); }
    [[nodiscard]] bool canRedo() const { return undoManager.canRedo(); }
    void undo();
    void redo();

    /// Forgets all edits.
    void clear();

    /// Any thread: asks for clear() at the next clearIfRequested(), since the edits belong to a session that was
    /// replaced.
    void requestClear() noexcept { isClearRequested = true; }
    void clearIfRequested();

    /// Replaces the clock that decides whether consecutive gestures belong to one step: milliseconds that never
    /// decrease, JUCE's counter by default.
    void setClock(std::function<juce::uint32()> milliseconds) { clock = std::move(milliseconds); }

    /// Notifies its listeners when canUndo() or canRedo() may have changed.
    [[nodiscard]] juce::ChangeBroadcaster& changes() noexcept { return undoManager; }

private:
    void parameterValueChanged(int, float) override {}
    void parameterGestureChanged(int index, bool isBeginning) override;

    void beginStep();

    const juce::Array<juce::AudioProcessorParameter*> parameters;
    juce::UndoManager undoManager;
    std::map<int, float> valuesBefore; // by index, of the parameters with a gesture in progress
    bool isInStep = false;
    bool isApplying = false; // a change that is recorded already
    std::atomic<bool> isClearRequested{false};

    // The last gesture: turns of a mouse wheel and repeated keys join it.
    int lastIndex = -1;
    juce::uint32 lastEnd = 0; // by the clock
    std::function<juce::uint32()> clock = juce::Time::getMillisecondCounter;
};

} // namespace dequantizer
