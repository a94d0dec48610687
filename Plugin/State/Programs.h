#pragma once

#include "Plugin/State/EditHistory.h"
#include "Plugin/State/HostLink.h"
#include "Plugin/State/ParameterReader.h"

#include <atomic>
#include <set>
#include <string>
#include <string_view>

namespace dequantizer
{

/// The factory presets as programs. A program sets all parameters except bypass, the model and, with a model of the
/// user's choice, the iterations, which then stay those that the model was trained for.
class Programs
{
public:
    /// All must outlive this object.
    Programs(juce::AudioProcessor& processor, const ParameterReader& reader, EditHistory& history, HostLink& host);

    [[nodiscard]] int count() const;

    /// The index of the current program. Any thread.
    [[nodiscard]] int current() const noexcept { return currentIndex; }

    /// Empty if there is no program with this index.
    [[nodiscard]] juce::String name(int index) const;

    /// Applies a program on the host's behalf; returns whether it did. Hosts announce the current program again after
    /// they restore a session: that changes nothing, nor does an index out of range.
    bool select(int index);

    /// Message thread: applies a program on the user's behalf, as one undoable edit, even if it is current already.
    void choose(int index);

    /// Message thread: makes a program current without applying it, as an undoable edit. Does nothing if it is current
    /// or there is none with this index.
    void makeCurrent(int index);

    /// Message thread: whether a parameter differs from what the current program sets.
    [[nodiscard]] bool isModified() const;

    /// The index of the program with this name; the first one if there is none.
    [[nodiscard]] static int indexOf(std::string_view name);

    /// Any thread: makes the program with this name current without applying it; the first one if there is none.
    void restore(std::string_view name);

private:
    class Change;

    [[nodiscard]] std::set<std::string> excludedParameters() const;

    juce::AudioProcessor& plugin;
    const ParameterReader& parameters;
    EditHistory& edits;
    HostLink& link;
    std::atomic<int> currentIndex{0};
};

} // namespace dequantizer
