#include "Companion/Evaluate/ModelCache.h"

#include "Signal/Quantiser.h"

#include <stdexcept>

namespace dequantizer
{

const ChosenModel& ModelCache::at(double sampleRate, int bits)
{
    const std::scoped_lock lock(mutex);
    const std::pair key(sampleRate, bits);
    const auto found = models.find(key);
    if (found != models.end())
        return found->second;
    auto model = options.solver.modelFor(
        {.sampleRate = sampleRate, .quantisation = {.delta = deltaForBits(bits), .rate = QuantisationRate::own}});
    if (options.algorithm)
    {
        if (model.model.hasLearnedBounds())
            throw std::runtime_error("--algorithm requires --dct or a dense model with constant bounds, and \"" +
                                     model.model.name + "\" is another");
        model.model.scheme = options.scheme();
    }
    return models.emplace(key, std::move(model)).first->second;
}

} // namespace dequantizer
