#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

namespace dequantizer::theme
{

inline const juce::Colour background{0xff1d2126}, header{0xff262b32}, control{0xff323943}, outline{0xff434c58},
    text{0xffe8ebef}, quietText{0xffa9b3bf}, accent{0xff4fb3bf}, notice{0xffe6c15c}, error{0xffff8a80};

/// The colours above, for JUCE's own widgets.
[[nodiscard]] inline juce::LookAndFeel_V4::ColourScheme colourScheme()
{
    // In the order of LookAndFeel_V4::ColourScheme::UIColour.
    return {background, control, control, outline, text, accent, background, accent, text};
}

} // namespace dequantizer::theme
