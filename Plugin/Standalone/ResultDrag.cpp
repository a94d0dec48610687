#include "Plugin/Standalone/ResultDrag.h"

#include "Plugin/Standalone/FileOpening.h"

namespace dequantizer
{

namespace
{
using Stage = TemporaryResult::Stage;
} // namespace

ResultDrag::ResultDrag(DragHandle& shown, Processor& plugin, std::filesystem::path parent)
    : handle(shown), processor(plugin), result(std::move(parent))
{
    handle.onClick = [this] { prepare(); };
    handle.onDrag = [this] { drag(); };
}

void ResultDrag::use(std::shared_ptr<const Sound> newSound, const juce::File& file)
{
    if (result.sound() != newSound)
        result.discard();
    sound = std::move(newSound);
    name = file.getFileNameWithoutExtension();
    show();
}

void ResultDrag::prepare()
{
    if (sound == nullptr)
        return;
    juce::MemoryBlock state;
    processor.getStateInformation(state);
    result.render(state, sound, name.toStdString());
    reported = result.stage() == Stage::ready ? Stage::ready : Stage::none;
    show();
}

void ResultDrag::update()
{
    result.update();
    show();
}

void ResultDrag::show()
{
    const auto stage = result.stage();
    if (stage != reported && onMessage)
    {
        if (stage == Stage::rendering)
            onMessage("Restoring the file to drag...", false);
        else if (stage == Stage::ready)
            onMessage("The restored file is ready: drag the handle into another program.", false);
        else if (stage == Stage::failed)
            onMessage(juce::String::fromUTF8(result.error().c_str()), true);
    }
    reported = stage;
    handle.show(stage == Stage::rendering ? DragHandle::Stage::preparing
                : stage == Stage::ready   ? DragHandle::Stage::ready
                                          : DragHandle::Stage::idle,
                result.fractionDone());
}

void ResultDrag::drag()
{
    // The other program may refer to the file.
    result.keep();
    const auto utf8 = result.file().u8string();
    const juce::File file(juce::String::fromUTF8(reinterpret_cast<const char*>(utf8.c_str())));
    const auto release = [safe = juce::Component::SafePointer<DragHandle>(&handle)]
    {
        // The release of the mouse went to the other program.
        if (safe != nullptr)
            safe->setState(juce::Button::buttonNormal);
    };
    if (!dragToOtherProgram(file, release) && onMessage)
        onMessage("Files cannot be dragged to other programs here. Use Export instead.", true);
}

bool ResultDrag::contains(const juce::File& file) const
{
    return result.contains(pathOf(file));
}

} // namespace dequantizer
