#include "Plugin/Standalone/Overview.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

std::vector<float> overview(const Sound& sound, std::size_t parts)
{
    std::vector<float> peaks(parts, 0.0f);
    const auto length = sound.length();
    for (const auto& channel : sound.channels)
        for (std::size_t part = 0; part < parts; ++part)
        {
            // If there are fewer samples than parts, sections overlap.
            const auto begin = part * length / parts;
            const auto end = std::max(begin + 1, (part + 1) * length / parts);
            for (auto i = begin; i < end; ++i)
                peaks[part] = std::max(peaks[part], std::abs(channel[i]));
        }
    return peaks;
}

} // namespace dequantizer
