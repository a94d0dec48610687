#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace dequantizer
{

/// Buffers for a portion of each channel of a sound, and the pointers to them.
class ChannelBlock
{
public:
    /// `channels` >= 1. The length of the buffers depends on it, so that their memory does not.
    explicit ChannelBlock(int channels)
        : samples(std::clamp<std::size_t>(mostSamples / static_cast<std::size_t>(channels), 64, 1 << 15)),
          buffers(static_cast<std::size_t>(channels), std::vector<float>(samples))
    {
        for (auto& buffer : buffers)
            pointers.push_back(buffer.data());
    }
    ChannelBlock(const ChannelBlock&) = delete;
    ChannelBlock& operator=(const ChannelBlock&) = delete;

    [[nodiscard]] std::size_t length() const noexcept { return samples; }
    [[nodiscard]] float* const* data() noexcept { return pointers.data(); }
    [[nodiscard]] std::vector<std::vector<float>>& channels() noexcept { return buffers; }

    /// Pointers to sample `first` of each channel; valid until the next call.
    [[nodiscard]] const float* const* from(std::size_t first)
    {
        shifted.assign(pointers.begin(), pointers.end());
        for (auto& pointer : shifted)
            pointer += first;
        return shifted.data();
    }

private:
    static constexpr std::size_t mostSamples = 1 << 18; // of all channels

    std::size_t samples;
    std::vector<std::vector<float>> buffers;
    std::vector<float*> pointers;
    std::vector<const float*> shifted;
};

} // namespace dequantizer
