#include "Catch.h"
#include "Model/MadeUpModels.h"
#include "Model/ModelChoiceText.h"
#include "Signal/Quantiser.h"

#include <span>

using namespace dequantizer;

namespace
{
constexpr auto noGrid = GridState::none;
constexpr auto atModelRate = QuantisationRate::model;
} // namespace

TEST_CASE("The text of a choice gives its reason", "[model]")
{
    auto shipped = std::span<const ShippedModel>(families());
    const auto words = [&](const ModelRequest& request) { return reasonText(request, chooseModel(request, shipped)); };
    ModelRequest request{.sampleRate = 44100.0, .quantisation = {.delta = deltaForBits(4), .grid = noGrid}};
    CHECK(words(request) == "the shipped model for any sound, balanced");
    request.quality = Quality::lowLatency;
    CHECK(words(request) == "the shipped model for any sound, low latency");
    request.quality = Quality::best;
    CHECK(words(request) == "the shipped model for any sound, best quality");
    request.quantisation.rate = atModelRate;
    CHECK(words(request) == "the shipped model for speech at 16 kHz and 4 bit");
    request.quantisation.delta = deltaForBits(12.3456);
    CHECK(words(request) ==
          "no shipped model of a fixed rate serves 12.35 bit at 44.1 kHz or below, so the model for any sound is used");

    request = {.sampleRate = 44100.0, .quantisation = {.delta = deltaForBits(4)}, .material = Material::speech};
    CHECK(words(request) == "no shipped model for speech was learned at 44.1 kHz, so the model for any sound is used");
    request.quantisation.grid = noGrid;
    CHECK(words(request) ==
          "the shipped model for speech at 16 kHz and 4 bit, since samples on no grid were resampled after quantising");
    request.quantisation.rate = atModelRate;
    CHECK(words(request) == "the shipped model for speech at 16 kHz and 4 bit");
    request.sampleRate = 8000.0;
    CHECK(words(request) ==
          "no shipped model for speech was learned at 8 kHz or below, so the model for any sound is used");
    request.sampleRate = 16000.0;
    request.quantisation = {.delta = deltaForBits(11)};
    CHECK(words(request) == "no shipped model for speech serves 11 bit at 16 kHz, so the model for any sound is used");
    shipped = shipped.last(3);
    CHECK(words(request) == "no shipped model for speech serves 11 bit at 16 kHz");
    request.material = std::nullopt;
    CHECK(words(request) == "no shipped model serves 11 bit at 16 kHz");
    request.material = Material::any;
    CHECK(words(request) == "no shipped model for any sound was learned at 16 kHz");

    request = {.sampleRate = 22050.0,
               .quantisation = {.delta = 0.125},
               .preference = ModelPreference::user,
               .userModel = {.sampleRate = 16000.0, .latencySeconds = 0.5}};
    CHECK(words(request) ==
          "the model is for 16 kHz and the sound was quantised at 22.05 kHz, so the automatic choice is used");
    request.quantisation.rate = atModelRate;
    CHECK(words(request).empty());
    request.maxLatencySeconds = 0.25;
    CHECK(words(request) ==
          "the model would delay the sound by more than 0.25 seconds, so the automatic choice is used");
    request.preference = ModelPreference::builtInDct;
    CHECK(words(request).empty());
}
