#include "Catch.h"
#include "Model/ModelFile.h"
#include "Model/ShippedModels.h"
#include "Signal/Quantiser.h"

using namespace dequantizer;

TEST_CASE("Every shipped model is valid, small, and says how it was made", "[model]")
{
    REQUIRE(shippedModels().size() >= 4);
    for (const auto& shipped : shippedModels())
    {
        CAPTURE(shipped.name);
        CHECK(shipped.bytes.size() <= 500'000);
        const auto model = parseModel(shipped.bytes);
        CHECK(model.name == shipped.name);
        CHECK(model.sampleRate == 16000.0);
        CHECK(model.training.contains("loss"));
        CHECK(model.training.contains("seed"));
        CHECK(findShippedModel(shipped.name) == &shipped);
    }
    CHECK(findShippedModel("speech16k") == nullptr);
}

TEST_CASE("The preferred model follows the bit depth at 16 kHz", "[model]")
{
    const auto [bits, name] = GENERATE(table<double, std::string>({{2.0, "speech16k-4bit"},
                                                                   {4.0, "speech16k-4bit"},
                                                                   {5.0, "speech16k-5bit"},
                                                                   {6.0, "speech16k-6bit"},
                                                                   {7.0, "speech16k-8bit"},
                                                                   {8.0, "speech16k-8bit"},
                                                                   {10.0, "speech16k-8bit"}}));
    CAPTURE(bits);
    const auto* const shipped = preferredShippedModel(16000.0, deltaForBits(bits));
    REQUIRE(shipped != nullptr);
    CHECK(shipped->name == name);
    CHECK(preferredModel(16000.0, deltaForBits(bits)).name == name);
    CHECK(preferredShippedModel(16000.0, deltaForBits(12)) == nullptr);
    CHECK(preferredShippedModel(44100.0, deltaForBits(bits)) == nullptr);
    CHECK(preferredModel(44100.0, deltaForBits(bits)).name == "DCT");

    // Quantised at the models' rate and resampled since.
    const auto resampled = QuantisedAt::modelRate;
    CHECK(preferredShippedModel(16000.0, deltaForBits(bits), resampled) == shipped);
    CHECK(preferredShippedModel(44100.0, deltaForBits(bits), resampled) == shipped);
    CHECK(preferredModel(44100.0, deltaForBits(bits), resampled).sampleRate == 16000.0);
    CHECK(preferredShippedModel(44100.0, deltaForBits(12), resampled) == nullptr);
    CHECK(preferredModel(44100.0, deltaForBits(12), resampled).sampleRate == 44100.0);
    CHECK(preferredShippedModel(8000.0, deltaForBits(bits), resampled) == nullptr);
    CHECK(preferredShippedModels(8000.0).empty());
    CHECK_FALSE(preferredShippedModels(192000.0).empty());
}
