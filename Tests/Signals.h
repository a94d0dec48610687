#pragma once

#include <cstddef>
#include <vector>

namespace dequantizer
{

/// One vector of samples per channel.
using Signal = std::vector<std::vector<float>>;

/// `signal` delayed by `samples`, with the same length.
[[nodiscard]] inline Signal delayedBy(Signal signal, int samples)
{
    for (auto& channel : signal)
    {
        const auto length = channel.size();
        channel.insert(channel.begin(), static_cast<std::size_t>(samples), 0.0f);
        channel.resize(length);
    }
    return signal;
}

} // namespace dequantizer
