#include "Plugin/Standalone/OutputChannels.h"

#include <algorithm>

namespace dequantizer
{

void writeToOutputs(const std::vector<std::vector<float>>& channels, float* const* outputs, int outputCount, int offset,
                    int count) noexcept
{
    const int sources = static_cast<int>(channels.size());
    for (int output = 0; output < outputCount; ++output)
    {
        float* const to = outputs[output] + offset;
        std::fill_n(to, count, 0.0f);
        if (sources == 1)
        {
            std::copy_n(channels.front().begin(), count, to);
            continue;
        }
        const int sharing = (sources - output + outputCount - 1) / outputCount;
        for (int source = output; source < sources; source += outputCount)
            for (int i = 0; i < count; ++i)
                to[i] += channels[static_cast<std::size_t>(source)][static_cast<std::size_t>(i)] /
                         static_cast<float>(sharing);
    }
}

std::vector<float*> pointersTo(std::vector<std::vector<float>>& channels)
{
    std::vector<float*> pointers;
    for (auto& channel : channels)
        pointers.push_back(channel.data());
    return pointers;
}

} // namespace dequantizer
