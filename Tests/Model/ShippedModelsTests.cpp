#include "Catch.h"
#include "Model/ModelFile.h"
#include "Model/ShippedModels.h"
#include "Signal/Quantiser.h"

using namespace dequantizer;

TEST_CASE("Every shipped model is valid, small, and as described in the manifest", "[model]")
{
    REQUIRE(shippedModels().size() >= 4);
    for (const auto& shipped : shippedModels())
    {
        CAPTURE(shipped.name);
        CHECK(shipped.bytes.size() <= 500'000);
        const auto model = parseModel(shipped.bytes);
        CHECK(model.name == shipped.name);
        CHECK(model.sampleRate == shipped.sampleRate.value_or(model.sampleRate));
        CHECK(bitsForDelta(model.referenceDelta) >= shipped.minBits);
        CHECK(bitsForDelta(model.referenceDelta) <= shipped.maxBits);
        CHECK(model.training.contains("loss"));
        CHECK(model.training.contains("seed"));
        CHECK(findShippedModel(shipped.name) == &shipped);
    }
    CHECK(findShippedModel("speech16k") == nullptr);
}
