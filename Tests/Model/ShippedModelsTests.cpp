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

TEST_CASE("The name of a model of an earlier version selects the one that replaces it", "[model]")
{
    for (const auto& shipped : shippedModels())
        for (const auto& replaced : shipped.replaces)
            CHECK(findShippedModel(replaced.name) == &shipped);
    REQUIRE(findShippedModel("speech16k-5bit") != nullptr);
    CHECK(findShippedModel("speech16k-5bit")->name == "speech");
}
