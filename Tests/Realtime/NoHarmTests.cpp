#include "Catch.h"
#include "Model/ModelFile.h"
#include "Model/ShippedModels.h"
#include "Realtime/MadeUpSounds.h"
#include "Realtime/RestoreSignal.h"
#include "Signal/Metrics.h"
#include "Signal/Quantiser.h"

#include <string>

using namespace dequantizer;

namespace
{
// For rounding alone; a sound that cannot be improved comes out as it went in.
constexpr double toleranceDb = 0.02;
} // namespace

TEST_CASE("No model for every rate makes a computed sound worse", "[noharm][long]")
{
    const double sampleRate = GENERATE(16000.0, 44100.0);
    int models = 0;
    for (const auto& shipped : shippedModels())
    {
        if (shipped.sampleRate || shipped.maxSampleRate < sampleRate)
            continue;
        ++models;
        const auto model = modelAtRate(parseModel(shipped.bytes), sampleRate);
        StreamingEngine engine(model, 1, model.hop);
        for (int bits = 3; bits <= 10; ++bits)
        {
            const auto quantiser = Quantiser::midRise(deltaForBits(bits));
            engine.setQuantiser(quantiser);
            for (const auto& [name, clean] : madeUpSounds(sampleRate, quantiser.delta()))
            {
                auto quantised = clean;
                for (auto& sample : quantised)
                    sample = quantiser.quantise(sample);
                const auto restored = restoreSignal(engine, {quantised}).front();
                const double gainDb = snrDb(clean, restored) - snrDb(clean, quantised);
                CAPTURE(shipped.name, sampleRate, bits, name, gainDb);
                CHECK(gainDb >= -toleranceDb);
            }
        }
    }
    CHECK(models == (sampleRate < 24000.0 ? 6 : 3));
}
