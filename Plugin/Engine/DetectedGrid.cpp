#include "Plugin/Engine/DetectedGrid.h"

#include <bit>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr double confidenceScale = 255.0;
constexpr double offsetScale = 128.0;
constexpr double minOffset = -0.25;

// From the lowest bit: delta as a float, then confidence, offset and state in 8 bits each.
constexpr int confidenceShift = 32, offsetShift = 40, stateShift = 48;

std::uint64_t byteAt(std::uint64_t packed, int shift) noexcept
{
    return packed >> shift & 0xffu;
}
} // namespace

void DetectedGridSlot::publish(const SoundGrid& sound) noexcept
{
    auto bits = static_cast<std::uint64_t>(sound.state) << stateShift;
    if (sound.state == GridState::found)
    {
        const auto& grid = sound.grid;
        // Rounded down: the display must not turn near certainty into certainty.
        bits |= static_cast<std::uint64_t>(grid.confidence * confidenceScale) << confidenceShift |
                static_cast<std::uint64_t>(std::lround((grid.offset - minOffset) * offsetScale)) << offsetShift |
                std::bit_cast<std::uint32_t>(static_cast<float>(grid.delta));
    }
    packed.store(bits, std::memory_order_relaxed);
}

DetectedGrid DetectedGridSlot::latest() const noexcept
{
    const auto bits = packed.load(std::memory_order_relaxed);
    DetectedGrid grid;
    grid.state = static_cast<GridState>(byteAt(bits, stateShift));
    if (grid.state == GridState::found)
    {
        grid.delta = static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
        grid.confidence = static_cast<double>(byteAt(bits, confidenceShift)) / confidenceScale;
        grid.offset = static_cast<double>(byteAt(bits, offsetShift)) / offsetScale + minOffset;
    }
    return grid;
}

} // namespace dequantizer
