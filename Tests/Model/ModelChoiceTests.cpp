#include "Catch.h"
#include "Model/ModelChoice.h"
#include "Model/ModelChoiceText.h"
#include "Signal/Quantiser.h"

#include <algorithm>
#include <cmath>
#include <string>

using namespace dequantizer;

namespace
{
using Source = ModelReference::Source;

ShippedModel shippedModel(std::string name, std::optional<double> sampleRate, double minBits, double maxBits,
                          bool automatic = true)
{
    ShippedModel model;
    model.name = std::move(name);
    model.material = sampleRate ? Material::speech : Material::any;
    model.sampleRate = sampleRate;
    model.minBits = minBits;
    model.maxBits = maxBits;
    model.automatic = automatic;
    return model;
}

std::string nameOf(const ModelChoice& choice)
{
    return modelText(choice.model, "user's model");
}

struct Row
{
    double sampleRate, bits;
    GridState grid;
    QuantisationRate quantisedAt;
    const char* model;
    double restoredAt;
    ChoiceReason reason;
};

ModelRequest requestOf(const Row& row)
{
    return {.sampleRate = row.sampleRate,
            .quantisation = {.delta = deltaForBits(row.bits), .grid = row.grid, .rate = row.quantisedAt}};
}

void check(const Row& row, const ModelRequest& request, std::span<const ShippedModel> shipped)
{
    CAPTURE(row.sampleRate, row.bits, static_cast<int>(row.grid), static_cast<int>(row.quantisedAt));
    const auto choice = chooseModel(request, shipped);
    CHECK(nameOf(choice) == row.model);
    CHECK(choice.sampleRate == row.restoredAt);
    CHECK(choice.reason == row.reason);
}

constexpr auto unknown = GridState::unknown, none = GridState::none, found = GridState::found;
constexpr auto automatic = QuantisationRate::automatic, own = QuantisationRate::own, atModel = QuantisationRate::model;
constexpr auto servesSound = ChoiceReason::servesSound, noModelForRate = ChoiceReason::noModelForRate,
               noModelForDepth = ChoiceReason::noModelForDepth, requested = ChoiceReason::requested,
               otherRate = ChoiceReason::otherRate, tooMuchLatency = ChoiceReason::tooMuchLatency;
constexpr auto dct = "built-in DCT";
} // namespace

TEST_CASE("The automatic choice among the shipped models", "[model]")
{
    const auto row = GENERATE(
        // On its grid at the models' rate: the model for the depth.
        Row{16000, -1, found, automatic, "speech16k-4bit", 16000, servesSound},
        Row{16000, 2, found, automatic, "speech16k-4bit", 16000, servesSound},
        Row{16000, 4, found, automatic, "speech16k-4bit", 16000, servesSound},
        Row{16000, 4.5, found, automatic, "speech16k-4bit", 16000, servesSound},
        Row{16000, 4.51, found, automatic, "speech16k-5bit", 16000, servesSound},
        Row{16000, 5, unknown, automatic, "speech16k-5bit", 16000, servesSound},
        Row{16000, 5.5, unknown, own, "speech16k-5bit", 16000, servesSound},
        Row{16000, 6, unknown, own, "speech16k-6bit", 16000, servesSound},
        Row{16000, 6.5, none, own, "speech16k-6bit", 16000, servesSound},
        Row{16000, 7, none, automatic, "speech16k-8bit", 16000, servesSound},
        Row{16000, 8, none, atModel, "speech16k-8bit", 16000, servesSound},
        Row{16000, 10.5, found, atModel, "speech16k-8bit", 16000, servesSound},
        Row{16000, 10.51, found, automatic, dct, 16000, noModelForDepth},
        Row{16000, 12, none, atModel, dct, 16000, noModelForDepth},
        // On its grid at another rate: the DCT.
        Row{44100, 4, found, automatic, dct, 44100, noModelForRate},
        Row{44100, 4, unknown, automatic, dct, 44100, noModelForRate},
        Row{44100, 4, none, own, dct, 44100, noModelForRate}, Row{48000, 12, found, own, dct, 48000, noModelForRate},
        Row{8000, 4, found, automatic, dct, 8000, noModelForRate},
        // Resampled from the models' rate.
        Row{44100, 4, none, automatic, "speech16k-4bit", 16000, servesSound},
        Row{192000, 6, none, automatic, "speech16k-6bit", 16000, servesSound},
        Row{44100, 4, found, atModel, "speech16k-4bit", 16000, servesSound},
        Row{44100, 5, unknown, atModel, "speech16k-5bit", 16000, servesSound},
        Row{44100, 12, none, automatic, dct, 44100, noModelForDepth},
        // Sound of a lower rate cannot have been quantised at the models'.
        Row{8000, 4, none, automatic, dct, 8000, noModelForRate},
        Row{11025, 4, found, atModel, dct, 11025, noModelForRate});
    check(row, requestOf(row), shippedModels());
}

TEST_CASE("The user's model serves its own rate, and any rate that sound was resampled to", "[model]")
{
    const auto row = GENERATE(Row{16000, 4, found, automatic, "user's model", 16000, requested},
                              Row{16000, 12, none, own, "user's model", 16000, requested},
                              Row{44100, 4, none, automatic, "user's model", 16000, requested},
                              Row{44100, 4, found, atModel, "user's model", 16000, requested},
                              Row{8000, 4, none, automatic, "user's model", 16000, requested},
                              Row{44100, 4, found, automatic, dct, 44100, otherRate},
                              Row{44100, 4, unknown, automatic, dct, 44100, otherRate},
                              Row{8000, 4, none, own, dct, 8000, otherRate});
    auto request = requestOf(row);
    request.preference = ModelPreference::user;
    request.userModel.sampleRate = 16000.0;
    check(row, request, shippedModels());
}

TEST_CASE("A user's model for every rate serves the sound at its own", "[model]")
{
    const auto row = GENERATE(Row{16000, 4, found, automatic, "user's model", 16000, requested},
                              Row{44100, 4, found, own, "user's model", 44100, requested},
                              Row{44100, 4, none, automatic, "user's model", 44100, requested});
    auto request = requestOf(row);
    request.preference = ModelPreference::user;
    check(row, request, shippedModels());
}

TEST_CASE("A user's model of too much latency gives way to the automatic choice", "[model]")
{
    const auto row = GENERATE(Row{16000, 4, found, automatic, "speech16k-4bit", 16000, tooMuchLatency},
                              Row{44100, 4, none, automatic, "speech16k-4bit", 16000, tooMuchLatency},
                              Row{44100, 4, found, automatic, dct, 44100, tooMuchLatency});
    auto request = requestOf(row);
    request.preference = ModelPreference::user;
    request.userModel = {.sampleRate = 1000.0, .latencySeconds = 2.1};
    request.maxLatencySeconds = 2.0;
    check(row, request, shippedModels());
    CHECK(chooseModel(request).isFallback());
    request.userModel.latencySeconds = 2.0;
    CHECK(chooseModel(request).reason != tooMuchLatency);
}

TEST_CASE("The built-in DCT, where it is asked for, works at the sound's own rate", "[model]")
{
    const auto row = GENERATE(Row{16000, 4, found, automatic, dct, 16000, requested},
                              Row{44100, 4, none, atModel, dct, 44100, requested});
    auto request = requestOf(row);
    request.preference = ModelPreference::builtInDct;
    check(row, request, shippedModels());
}

TEST_CASE("Families of any rate take part in the automatic choice in their order", "[model]")
{
    const std::vector shipped{shippedModel("voice16k-perceptual", 16000.0, 2.0, 5.0, false),
                              shippedModel("voice16k", 16000.0, 2.0, 5.0), shippedModel("voice8k", 8000.0, 2.0, 9.0),
                              shippedModel("all", std::nullopt, -INFINITY, 12.0)};
    const auto row = GENERATE(Row{16000, 4, found, automatic, "voice16k", 16000, servesSound},
                              Row{16000, 6, found, automatic, "all", 16000, servesSound},
                              Row{8000, 4, found, automatic, "voice8k", 8000, servesSound},
                              Row{8000, 4, none, automatic, "voice8k", 8000, servesSound},
                              Row{44100, 4, found, automatic, "all", 44100, servesSound},
                              Row{44100, 4, none, automatic, "voice16k", 16000, servesSound},
                              Row{44100, 6, none, automatic, "voice8k", 8000, servesSound},
                              Row{44100, 10, none, automatic, "all", 44100, servesSound},
                              Row{6000, 4, none, automatic, "all", 6000, servesSound},
                              Row{16000, 13, found, automatic, dct, 16000, noModelForDepth});
    check(row, requestOf(row), shipped);
}

TEST_CASE("The possible models are those that can be chosen, and no others", "[model]")
{
    // Static, since the generator keeps its span from one run of the test to the next.
    static const std::vector families{
        shippedModel("voice16k", 16000.0, 2.0, 5.0), shippedModel("voice16k-hidden", 16000.0, 3.0, 5.0),
        shippedModel("voice8k", 8000.0, 2.0, 9.0), shippedModel("all", std::nullopt, -INFINITY, INFINITY)};
    const auto shipped =
        GENERATE_COPY(shippedModels(), std::span<const ShippedModel>(families), std::span<const ShippedModel>());
    const double sampleRate = GENERATE(6000.0, 8000.0, 16000.0, 44100.0);
    const auto preference = GENERATE(ModelPreference::automatic, ModelPreference::user, ModelPreference::builtInDct);
    const auto userRate = GENERATE(std::optional<double>(16000.0), std::optional<double>());
    const double latencySeconds = GENERATE(0.0, 3.0);
    CAPTURE(shipped.size(), sampleRate, static_cast<int>(preference), userRate.value_or(0.0), latencySeconds);

    ModelRequest request{.sampleRate = sampleRate,
                         .preference = preference,
                         .userModel = {userRate, latencySeconds},
                         .maxLatencySeconds = 2.0};
    std::vector<ModelReference> chosen;
    for (const auto grid : {unknown, none, found})
        for (const auto quantisedAt : {automatic, own, atModel})
            for (double bits = 0.0; bits < 16.0; bits += 0.1)
            {
                request.quantisation = {.delta = deltaForBits(bits), .grid = grid, .rate = quantisedAt};
                const auto model = chooseModel(request, shipped).model;
                if (std::find(chosen.begin(), chosen.end(), model) == chosen.end())
                    chosen.push_back(model);
            }
    const auto possible = possibleModels(request, shipped);
    CHECK(std::is_permutation(chosen.begin(), chosen.end(), possible.begin(), possible.end()));
}

TEST_CASE("What is chosen can be loaded", "[model]")
{
    const auto load = [](const ModelRequest& request)
    { return loadModel(chooseModel(request).model, request.sampleRate, request.quantisation.delta); };
    CHECK(load({.sampleRate = 16000.0, .quantisation = {.delta = deltaForBits(5)}}).name == "speech16k-5bit");
    const auto cosine = load({.sampleRate = 44100.0, .quantisation = {.delta = deltaForBits(5)}});
    CHECK(cosine.name == "DCT");
    CHECK(cosine.sampleRate == 44100.0);
    CHECK(cosine.referenceDelta == deltaForBits(5));
    CHECK_THROWS_AS(loadModel({Source::user}, 16000.0, 0.125), std::invalid_argument);
}

TEST_CASE("The choice says why in words", "[model]")
{
    const auto words = [](const ModelRequest& request) { return reasonText(request, chooseModel(request)); };
    ModelRequest request{.sampleRate = 16000.0, .quantisation = {.delta = deltaForBits(4)}};
    CHECK(words(request) == "the shipped model for speech at 16 kHz and 4 bit");
    request.sampleRate = 44100.0;
    CHECK(words(request) == "no shipped model was learned at 44.1 kHz");
    request.quantisation.rate = atModel;
    CHECK(words(request) == "the shipped model for speech at 16 kHz and 4 bit");
    request.quantisation.rate = automatic;
    request.quantisation.grid = none;
    CHECK(words(request) ==
          "the shipped model for speech at 16 kHz and 4 bit, since samples on no grid were resampled after quantising");
    request.quantisation.delta = deltaForBits(12.3456);
    CHECK(words(request) == "no shipped model for this rate serves 12.35 bit");
    request.sampleRate = 8000.0;
    CHECK(words(request) == "no shipped model was learned at 8 kHz or below");

    request = {.sampleRate = 22050.0,
               .quantisation = {.delta = 0.125},
               .preference = ModelPreference::user,
               .userModel = {.sampleRate = 16000.0, .latencySeconds = 0.5}};
    CHECK(words(request) ==
          "the model is for 16 kHz and the sound was quantised at 22.05 kHz, so the built-in DCT is used");
    request.quantisation.rate = atModel;
    CHECK(words(request).empty());
    request.maxLatencySeconds = 0.25;
    CHECK(words(request) ==
          "the model would delay the sound by more than 0.25 seconds, so the automatic choice is used");
    request.preference = ModelPreference::builtInDct;
    CHECK(words(request).empty());
}
