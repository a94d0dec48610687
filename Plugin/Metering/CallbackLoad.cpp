#include "Plugin/Metering/CallbackLoad.h"

#include <cmath>

namespace dequantizer
{

namespace
{
constexpr double loadAveragingSeconds = 1.0;
} // namespace

CallbackLoad::Measurement::~Measurement()
{
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
    if (duration > 0.0)
        load.add(spent.count(), duration);
}

void CallbackLoad::add(double seconds, double blockSeconds) noexcept
{
    const double share = seconds / blockSeconds;
    const auto before = static_cast<double>(averageLoad.load(std::memory_order_relaxed));
    const double kept = before == 0.0 ? 0.0 : std::exp(-blockSeconds / loadAveragingSeconds);
    averageLoad.store(static_cast<float>(share + (before - share) * kept), std::memory_order_relaxed);
    if (const auto single = static_cast<float>(share); single > worstLoad.load(std::memory_order_relaxed))
        worstLoad.store(single, std::memory_order_relaxed);
}

} // namespace dequantizer
