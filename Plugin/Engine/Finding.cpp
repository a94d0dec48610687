#include "Plugin/Engine/Finding.h"

#include <bit>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr double confidenceScale = 255.0;
constexpr double offsetScale = 128.0;
constexpr double lowestOffset = -0.25;

// From the lowest bit: delta as a float, confidence, offset and state in 8 bits each, the rate.
constexpr int confidenceShift = 32, offsetShift = 40, stateShift = 48, rateShift = 56;

std::uint64_t byteAt(std::uint64_t packed, int shift) noexcept
{
    return packed >> shift & 0xffu;
}
} // namespace

void FindingSlot::publish(const SoundGrid& found, QuantisedAt at) noexcept
{
    std::uint64_t bits = static_cast<std::uint64_t>(found.state) << stateShift | static_cast<std::uint64_t>(at)
                                                                                     << rateShift;
    if (found.state == GridState::found)
    {
        const auto& grid = found.grid;
        // Down, so that nearly certain is not shown as certain.
        bits |= static_cast<std::uint64_t>(grid.confidence * confidenceScale) << confidenceShift |
                static_cast<std::uint64_t>(std::lround((grid.offset - lowestOffset) * offsetScale)) << offsetShift |
                std::bit_cast<std::uint32_t>(static_cast<float>(grid.delta));
    }
    packed.store(bits, std::memory_order_relaxed);
}

Finding FindingSlot::newest() const noexcept
{
    const auto bits = packed.load(std::memory_order_relaxed);
    Finding finding;
    finding.state = static_cast<GridState>(byteAt(bits, stateShift));
    finding.at = static_cast<QuantisedAt>(byteAt(bits, rateShift));
    if (finding.state == GridState::found)
    {
        finding.delta = static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
        finding.confidence = static_cast<double>(byteAt(bits, confidenceShift)) / confidenceScale;
        finding.offset = static_cast<double>(byteAt(bits, offsetShift)) / offsetScale + lowestOffset;
    }
    return finding;
}

} // namespace dequantizer
