#pragma once

#include "Realtime/EngineOutput.h"
#include "Signals.h"

#include <algorithm>

namespace dequantizer
{

/// All outputs of an engine for a signal.
struct StreamOutput
{
    Signal restored, delayed, lower, upper;
};

/// Processes `signal` in calls of the lengths that `nextLength` returns. The restored signal overwrites the input, as
/// in a plugin. All outputs have the length of the input and include the latency.
template <typename Engine, typename NextLength>
[[nodiscard]] StreamOutput streamThrough(Engine& engine, Signal signal, NextLength nextLength)
{
    StreamOutput output{signal, signal, signal, signal};
    const auto pointersAt = [](Signal& whole, std::size_t start)
    {
        std::vector<float*> pointers;
        for (auto& channel : whole)
            pointers.push_back(channel.data() + start);
        return pointers;
    };
    for (std::size_t start = 0; start < signal.front().size();)
    {
        const auto count = std::min(signal.front().size() - start, static_cast<std::size_t>(nextLength()));
        const auto restored = pointersAt(output.restored, start), delayed = pointersAt(output.delayed, start),
                   lower = pointersAt(output.lower, start), upper = pointersAt(output.upper, start);
        engine.process(restored.data(), {restored.data(), delayed.data(), lower.data(), upper.data()},
                       static_cast<int>(count));
        start += count;
    }
    return output;
}

} // namespace dequantizer
