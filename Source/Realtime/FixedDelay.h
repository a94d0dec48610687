#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace dequantizer
{

/// Delays several channels by a fixed number of samples. Only the constructor allocates.
class FixedDelay
{
public:
    /// `channels` >= 1, `samples` >= 0.
    FixedDelay(int channels, int samples)
        : rings(static_cast<std::size_t>(channels), std::vector<float>(static_cast<std::size_t>(samples)))
    {
    }

    /// Fills the delay with silence, as in a new object.
    void reset() noexcept
    {
        for (auto& ring : rings)
            std::fill(ring.begin(), ring.end(), 0.0f);
    }

    /// Reads `samples` >= 0 samples of each channel from `input` and writes the delayed ones to `output`. The buffers
    /// may be the same.
    void process(const float* const* input, float* const* output, int samples) noexcept
    {
        const std::size_t length = rings.front().size();
        const auto count = static_cast<std::size_t>(samples);
        std::size_t at = position;
        for (std::size_t channel = 0; channel < rings.size(); ++channel)
        {
            at = position;
            for (std::size_t i = 0; i < count; ++i)
            {
                const float arriving = input[channel][i];
                output[channel][i] = length > 0 ? rings[channel][at] : arriving;
                if (length > 0)
                    rings[channel][at] = arriving;
                at = at + 1 >= length ? 0 : at + 1;
            }
        }
        position = at;
    }

private:
    std::vector<std::vector<float>> rings;
    std::size_t position = 0; // of the oldest sample
};

} // namespace dequantizer
