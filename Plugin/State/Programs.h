#pragma once

#include "Plugin/State/EditHistory.h"
#include "Plugin/State/HostLink.h"
#include "Plugin/State/ParameterReader.h"
#include "Plugin/State/UserPreset.h"

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace dequantizer
{

/// The preset that the settings come from.
struct CurrentPreset
{
    int program = 0;                          ///< the index of a program
    std::shared_ptr<const UserPreset> user{}; ///< takes the place of the program unless null

    friend bool operator==(const CurrentPreset&, const CurrentPreset&) = default;
};

/// The factory presets as programs, and which preset is current, be it one of them or the user's. A program sets all
/// parameters except bypass, the model and, with a model of the user's choice, the iterations, which then stay those
/// that the model was trained for.
class Programs
{
public:
    /// All must outlive this object.
    Programs(juce::AudioProcessor& processor, const ParameterReader& reader, EditHistory& history, HostLink& host);

    [[nodiscard]] int count() const;

    /// The index of the current program. Any thread.
    [[nodiscard]] int current() const { return currentPreset().program; }

    /// Any thread.
    [[nodiscard]] CurrentPreset currentPreset() const;

    /// The name of the current preset. Any thread.
    [[nodiscard]] juce::String currentName() const;

    /// Empty if there is no program with this index.
    [[nodiscard]] juce::String name(int index) const;

    /// Applies a program on the host's behalf; returns whether it did. Hosts announce the current program again after
    /// they restore a session: that changes nothing, nor does an index out of range.
    bool select(int index);

    /// Message thread: applies a program on the user's behalf, as one undoable edit, even if it is current already.
    void choose(int index);

    /// Message thread: makes a preset current without applying it, as an undoable edit. Does nothing if it is current.
    void makeCurrent(const CurrentPreset& preset);

    /// Message thread: the same, but not as an edit.
    void replaceCurrent(const CurrentPreset& preset);

    /// Message thread: whether a parameter differs from what the current preset sets. The model of a user's preset does
    /// not count.
    [[nodiscard]] bool isModified() const;

    /// The index of the program with this name; the first one if there is none.
    [[nodiscard]] static int indexOf(std::string_view name);

    /// Any thread: makes a preset current without applying or announcing it.
    void restore(CurrentPreset preset);

private:
    class Change;

    [[nodiscard]] std::set<std::string> excludedParameters() const;

    juce::AudioProcessor& plugin;
    const ParameterReader& parameters;
    EditHistory& edits;
    HostLink& link;

    mutable std::mutex mutex;
    CurrentPreset currentOne; // guarded by the mutex
};

} // namespace dequantizer
