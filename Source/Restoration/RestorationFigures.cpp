#include "Restoration/RestorationFigures.h"

#include "Realtime/RestoreSignal.h"
#include "Signal/Metrics.h"

#include <chrono>

namespace dequantizer
{

ErrorFigures errorFigures(const Channels& clean, const Channels& other, const AuditoryMeasures& auditory)
{
    const auto reference = joined(clean);
    const auto estimate = joined(other);
    return {squaredError(reference, estimate), snrDb(reference, estimate), segmentalSnrDb(reference, estimate),
            auditory.noiseToMask.noiseToMaskDb(clean, other), auditory.loudness.evaluate(clean, other)};
}

MeasuredRestoration measureRestoration(const Channels& clean, const Quantiser& quantiser, const Model& model,
                                       Arithmetic arithmetic, const AuditoryMeasures& auditory)
{
    StreamingEngine engine(model, static_cast<int>(clean.size()), model.hop, arithmetic);
    engine.setQuantiser(quantiser);
    return measureRestoration(
        clean, quantiser, [&engine](const Channels& quantised) { return restoreSignal(engine, quantised); }, auditory);
}

MeasuredRestoration measureRestoration(const Channels& clean, const Quantiser& quantiser,
                                       const std::function<Channels(const Channels&)>& restore,
                                       const AuditoryMeasures& auditory)
{
    MeasuredRestoration result;
    result.quantisedSound = clean;
    for (auto& channel : result.quantisedSound)
        for (float& sample : channel)
            sample = quantiser.quantise(sample);
    result.quantised = errorFigures(clean, result.quantisedSound, auditory);

    const auto begin = std::chrono::steady_clock::now();
    const auto restored = restore(result.quantisedSound);
    const std::chrono::duration<double> processing = std::chrono::steady_clock::now() - begin;
    result.processingSeconds = processing.count();
    result.restored = errorFigures(clean, restored, auditory);
    return result;
}

} // namespace dequantizer
