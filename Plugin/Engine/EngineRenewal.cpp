#include "Plugin/Engine/EngineRenewal.h"

namespace dequantizer
{

void EngineRenewal::prepare(double sampleRate, int channels, const EngineOptions& options,
                            const Restorer::Settings& settings)
{
    const std::scoped_lock lock(mutex);
    preparation.use(models.current().model);
    preparation.use(options);
    preparation.prepare(sampleRate, channels);
    auto engines = preparation.makeEngines();
    latencyOfEngines = engines->latency();
    target.prepare(std::move(engines), sampleRate, settings);
}

bool EngineRenewal::renewIfOutdated(const EngineOptions& options)
{
    const std::scoped_lock lock(mutex);
    // Read under the lock, so that the thread that comes last never offers an older choice.
    preparation.use(models.current().model);
    preparation.use(options);
    if (!preparation.isPrepared() || !preparation.areEnginesOutdated())
        return false;
    auto engines = preparation.makeEngines();
    latencyOfEngines = engines->latency();
    target.offer(std::move(engines));
    return true;
}

void EngineRenewal::freeRetired()
{
    const std::scoped_lock lock(mutex);
    target.freeRetired();
}

int EngineRenewal::latency() const
{
    const std::scoped_lock lock(mutex);
    return latencyOfEngines;
}

double EngineRenewal::sampleRate() const
{
    const std::scoped_lock lock(mutex);
    return preparation.sampleRate();
}

OperatorInUse EngineRenewal::operatorFor(const Quantisation& quantisation) const
{
    const std::scoped_lock lock(mutex);
    return preparation.operatorFor(quantisation);
}

std::shared_ptr<const Model> EngineRenewal::modelFor(const Quantisation& quantisation) const
{
    const std::scoped_lock lock(mutex);
    return preparation.modelFor(quantisation);
}

QuantisationRate EngineRenewal::explicitRate(const Quantisation& quantisation) const
{
    const std::scoped_lock lock(mutex);
    return preparation.explicitRate(quantisation);
}

} // namespace dequantizer
