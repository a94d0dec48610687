#pragma once

#include "Plugin/State/EditorLook.h"

#include <juce_events/juce_events.h>

#include <atomic>

namespace dequantizer
{

/// The editor's look as the session stores it. Notifies its change listeners when the theme or the view has
/// changed. Any thread.
class EditorAppearance final : public juce::ChangeBroadcaster
{
public:
    [[nodiscard]] EditorLook look() const noexcept { return current; }

    void setLook(EditorLook look)
    {
        const auto before = current.exchange(look);
        if (before.isLight != look.isLight || before.view != look.view)
            sendChangeMessage();
    }

private:
    std::atomic<EditorLook> current{EditorLook{}};
};

} // namespace dequantizer
