#include "Plugin/Metering/SoundFeed.h"

namespace dequantizer
{

namespace
{
// Twice the maximum view: a reader has as long as one view plays before its samples are overwritten.
constexpr std::size_t slotCount = 2 * SoundFeed::maxView;
static_assert((slotCount & (slotCount - 1)) == 0);
} // namespace

SoundFeed::SoundFeed() : slots(slotCount) {}

// By release and acquire ordering, a reader that sees any sample of a call also sees the `begun` of that call, and so
// knows which samples may have been overwritten.
void SoundFeed::write(const float* input, const float* restored, const float* lower, const float* upper,
                      int samples) noexcept
{
    const auto start = finished.load(std::memory_order_relaxed);
    const auto end = start + static_cast<std::uint64_t>(samples);
    begun.store(end, std::memory_order_relaxed);
    for (auto i = start; i < end; ++i)
    {
        auto& slot = slots[i % slotCount];
        slot.input.store(input[i - start], std::memory_order_release);
        slot.restored.store(restored[i - start], std::memory_order_release);
        slot.lower.store(lower[i - start], std::memory_order_release);
        slot.upper.store(upper[i - start], std::memory_order_release);
    }
    finished.store(end, std::memory_order_release);
}

bool SoundFeed::latest(std::vector<ScopeSample>& view, std::uint64_t& end) const noexcept
{
    end = finished.load(std::memory_order_acquire);
    if (end < view.size() || view.size() > maxView)
        return false;
    const auto start = end - view.size();
    for (std::size_t i = 0; i < view.size(); ++i)
    {
        const auto& slot = slots[(start + i) % slotCount];
        view[i] = {slot.input.load(std::memory_order_acquire), slot.restored.load(std::memory_order_acquire),
                   slot.lower.load(std::memory_order_acquire), slot.upper.load(std::memory_order_acquire)};
    }
    return begun.load(std::memory_order_relaxed) - start <= slotCount;
}

} // namespace dequantizer
