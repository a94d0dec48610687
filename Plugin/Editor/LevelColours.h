#pragma once

#include "Plugin/Editor/Theme.h"

#include <algorithm>
#include <array>

namespace dequantizer
{

/// The colours of levels, from the colour of the background for the lowest to the strongest for the highest.
using LevelColours = std::array<juce::Colour, 256>;

/// In the theme of `view`.
[[nodiscard]] inline LevelColours levelColoursOf(const juce::Component& view)
{
    constexpr std::array stops{wellColour, quietLevelColour, mediumLevelColour, loudLevelColour, loudestLevelColour};
    LevelColours colours;
    for (std::size_t i = 0; i < colours.size(); ++i)
    {
        const float position =
            static_cast<float>(i) * static_cast<float>(stops.size() - 1) / static_cast<float>(colours.size() - 1);
        const auto stop = std::min(static_cast<std::size_t>(position), stops.size() - 2);
        colours[i] = view.findColour(stops[stop])
                         .interpolatedWith(view.findColour(stops[stop + 1]), position - static_cast<float>(stop));
    }
    return colours;
}

} // namespace dequantizer
