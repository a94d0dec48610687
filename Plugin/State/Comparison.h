#pragma once

#include "Plugin/State/ModelActions.h"
#include "Plugin/State/Programs.h"
#include "Plugin/State/Setting.h"

#include <memory>
#include <mutex>

namespace dequantizer
{

/// Two complete settings, A and B, which the user compares by switching between them. One is in use: the parameters,
/// the model and the preset are its. The other is kept here. Bypass belongs to neither, since it decides what is
/// compared with what.
class Comparison
{
public:
    /// Which setting is in use, and the other one.
    struct Sides
    {
        bool isB = false;
        std::shared_ptr<const Setting> other{}; ///< null as long as nothing was compared
    };

    /// All must outlive this object.
    Comparison(juce::AudioProcessor& processor, const ModelSelection& selection, ModelActions& actions,
               Programs& presets, EditHistory& history, HostLink& host);

    /// Any thread.
    [[nodiscard]] Sides sides() const;

    /// Message thread: exchanges the setting in use with the other one, as one undoable edit. The first time, the other
    /// one is a copy.
    void toggle();

    /// Message thread: replaces the other setting with the one in use, as one undoable edit.
    void copyToOther();

    /// Any thread: replaces both sides without applying anything.
    void restore(Sides stored);

private:
    class Change;

    [[nodiscard]] std::shared_ptr<const Setting> inUse() const;

    juce::AudioProcessor& plugin;
    const ModelSelection& models;
    ModelActions& modelActions;
    Programs& programs;
    EditHistory& edits;
    HostLink& link;

    mutable std::mutex mutex;
    Sides current; // guarded by the mutex
};

} // namespace dequantizer
