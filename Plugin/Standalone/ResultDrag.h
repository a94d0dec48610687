#pragma once

#include "Plugin/Standalone/DragHandle.h"
#include "Plugin/Standalone/TemporaryResult.h"

#include <functional>

namespace dequantizer
{

/// Lets the user drag the restored sound from a handle to another program. Message thread.
class ResultDrag
{
public:
    /// The temporary files are made within `parent`. `handle` and `processor` must outlive this object.
    ResultDrag(DragHandle& shown, Processor& plugin, std::filesystem::path parent);

    /// Sets the sound that is dragged, and the name of its file.
    void use(std::shared_ptr<const Sound> newSound, const juce::File& file);

    /// Shows the state on the handle and begins a drag that waits for it. To be called repeatedly.
    void update();

    /// Drags a file to another program; returns whether the system can. `done` is to be called when the user has let
    /// go.
    std::function<bool(const juce::File&, std::function<void()> done)> dragToOtherProgram;

    /// Called with a sentence for the user, and whether it reports a failure.
    std::function<void(const juce::String&, bool)> onMessage;

    /// Whether files that are dropped onto the window come from here.
    [[nodiscard]] bool contains(const juce::File& file) const;

private:
    void prepare();
    void show();
    void drag();

    DragHandle& handle;
    Processor& processor;
    std::shared_ptr<const Sound> sound;
    juce::String name;
    TemporaryResult result;
    TemporaryResult::Stage reported = TemporaryResult::Stage::none;
};

} // namespace dequantizer
