#include "AudioFile/Sound.h"

namespace dequantizer
{

std::vector<float> joined(const Channels& channels)
{
    std::vector<float> all;
    for (const auto& channel : channels)
        all.insert(all.end(), channel.begin(), channel.end());
    return all;
}

} // namespace dequantizer
