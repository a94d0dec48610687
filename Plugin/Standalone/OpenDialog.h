#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

#include <functional>
#include <memory>

namespace dequantizer
{

/// Asks for a sound file to open. Message thread.
class OpenDialog
{
public:
    /// Called with the file that the user has chosen.
    std::function<void(const juce::File&)> onChosen;

    /// Opens a file dialog. The user may cancel it.
    void ask(const juce::File& folder);

private:
    std::unique_ptr<juce::FileChooser> chooser;
};

} // namespace dequantizer
