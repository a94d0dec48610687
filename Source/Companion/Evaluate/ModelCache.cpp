#include "Companion/Evaluate/ModelCache.h"

#include "Signal/Quantiser.h"

namespace dequantizer
{

const ChosenModel& ModelCache::at(double sampleRate, int bits)
{
    const std::scoped_lock lock(mutex);
    const std::pair key(sampleRate, bits);
    const auto found = models.find(key);
    if (found != models.end())
        return found->second;
    auto model = solver.modelFor(
        {.sampleRate = sampleRate, .quantisation = {.delta = deltaForBits(bits), .rate = QuantisationRate::own}});
    return models.emplace(key, std::move(model)).first->second;
}

} // namespace dequantizer
