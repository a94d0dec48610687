#include "Catch.h"
#include "Model/MadeUpModels.h"
#include "Model/ModelChoice.h"
#include "Model/ModelChoiceText.h"
#include "Signal/Quantiser.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using namespace dequantizer;

namespace
{
using Source = ModelReference::Source;

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

TEST_CASE("Without a material, the models listed first restore audio at its own rate", "[model]")
{
    const auto row = GENERATE(Row{16000, -1, found, automatic, "middle", 16000, servesSound},
                              Row{16000, 4, found, automatic, "middle", 16000, servesSound},
                              Row{16000, 16, unknown, own, "middle", 16000, servesSound},
                              Row{16000, 4, none, automatic, "middle", 16000, servesSound},
                              Row{8000, 4, found, automatic, "middle", 8000, servesSound},
                              Row{44100, 4, found, automatic, "middle", 44100, servesSound},
                              Row{44100, 4, unknown, automatic, "middle", 44100, servesSound},
                              Row{44100, 4, none, own, "middle", 44100, servesSound},
                              // Also resampled audio, unless the user states that it was quantised at a model's rate.
                              Row{44100, 4, none, automatic, "middle", 44100, servesSound},
                              Row{44100, 4, none, atModel, "voice-4bit", 16000, servesSound},
                              Row{192000, 4, found, atModel, "voice-4bit", 16000, servesSound},
                              Row{44100, 6, unknown, atModel, "voice-6bit", 16000, servesSound},
                              Row{16000, 6, unknown, atModel, "voice-6bit", 16000, servesSound},
                              Row{44100, 12, none, atModel, "middle", 44100, noModelForDepth},
                              // Audio at a lower rate cannot have been quantised at their rate.
                              Row{8000, 4, none, atModel, "middle", 8000, noModelForRate});
    check(row, requestOf(row), families());
}

TEST_CASE("The quality selects among models with a quality", "[model]")
{
    const auto [quality, name] = GENERATE(std::pair{Quality::lowLatency, "fast"},
                                          std::pair{Quality::balanced, "middle"}, std::pair{Quality::best, "slow"});
    const auto row = GENERATE_COPY(Row{16000, 4, found, automatic, name, 16000, servesSound},
                                   Row{44100, 4, none, automatic, name, 44100, servesSound},
                                   Row{44100, 4, found, atModel, "voice-4bit", 16000, servesSound});
    auto request = requestOf(row);
    request.quality = quality;
    check(row, request, families());
}

TEST_CASE("For speech, the models for speech are preferred at the rates and depths that they support", "[model]")
{
    const auto quality = GENERATE(Quality::balanced, Quality::best);
    const char* const other = quality == Quality::balanced ? "middle" : "slow";
    const auto row = GENERATE_COPY(Row{16000, -1, found, automatic, "voice-4bit", 16000, servesSound},
                                   Row{16000, 4.5, found, automatic, "voice-4bit", 16000, servesSound},
                                   Row{16000, 4.51, unknown, automatic, "voice-6bit", 16000, servesSound},
                                   Row{16000, 7, none, own, "voice-6bit", 16000, servesSound},
                                   Row{16000, 10.5, found, atModel, "voice-6bit", 16000, servesSound},
                                   Row{16000, 10.51, found, automatic, other, 16000, noModelForDepth},
                                   Row{44100, 4, found, automatic, other, 44100, noModelForRate},
                                   Row{44100, 4, unknown, automatic, other, 44100, noModelForRate},
                                   Row{44100, 4, none, own, other, 44100, noModelForRate},
                                   Row{44100, 4, none, automatic, "voice-4bit", 16000, servesSound},
                                   Row{192000, 6, none, automatic, "voice-6bit", 16000, servesSound},
                                   Row{44100, 4, found, atModel, "voice-4bit", 16000, servesSound},
                                   Row{44100, 12, none, automatic, other, 44100, noModelForDepth},
                                   Row{8000, 4, none, automatic, other, 8000, noModelForRate});
    auto request = requestOf(row);
    request.material = Material::speech;
    request.quality = quality;
    check(row, request, families());
}

TEST_CASE("For any sound, models for speech are excluded", "[model]")
{
    const auto row = GENERATE(Row{16000, 4, found, automatic, "middle", 16000, servesSound},
                              Row{44100, 4, none, automatic, "middle", 44100, servesSound},
                              Row{44100, 4, none, atModel, "middle", 44100, servesSound});
    auto request = requestOf(row);
    request.material = Material::any;
    check(row, request, families());
    const std::vector speechOnly(families().end() - 2, families().end());
    CHECK(nameOf(chooseModel(request, speechOnly)) == dct);
    CHECK(chooseModel(request, speechOnly).sampleRate == row.sampleRate);
}

TEST_CASE("A model for every rate serves rates up to its maximum", "[model]")
{
    auto shipped = families();
    auto low = shippedModel("low", std::nullopt, -INFINITY, INFINITY);
    low.material = Material::speech;
    low.maxSampleRate = 24000.0;
    shipped.insert(shipped.begin(), low);

    const auto material = GENERATE(std::optional<Material>(), std::optional(Material::speech));
    const bool isSpeech = material.has_value();
    const auto row = GENERATE_COPY(
        Row{8000, 4, found, automatic, "low", 8000, servesSound},
        Row{16000, 12, found, automatic, "low", 16000, servesSound},
        Row{24000, 4, none, own, "low", 24000, servesSound},
        Row{24001, 4, found, automatic, "middle", 24001, isSpeech ? noModelForRate : servesSound},
        Row{44100, 4, none, automatic, isSpeech ? "voice-4bit" : "middle", isSpeech ? 16000.0 : 44100.0, servesSound});
    auto request = requestOf(row);
    request.material = material;
    check(row, request, shipped);

    request.material = Material::any;
    CHECK(nameOf(chooseModel(request, shipped)) == "middle");
}

TEST_CASE("A model for every rate may restore resampled audio at a fixed rate", "[model]")
{
    auto shipped = families();
    auto low = shippedModel("low", std::nullopt, -INFINITY, 8.0);
    low.material = Material::speech;
    low.maxSampleRate = 24000.0;
    low.resampledRate = 11025.0;
    shipped.resize(3); // those for any sound
    shipped.insert(shipped.begin(), low);

    const auto material = GENERATE(std::optional<Material>(), std::optional(Material::speech));
    const bool isSpeech = material.has_value();
    const auto row = GENERATE_COPY(
        Row{22050, 4, none, automatic, "low", 22050, servesSound},
        Row{22050, 4, none, atModel, "low", 11025, servesSound},
        Row{8000, 4, none, atModel, "low", 8000, isSpeech ? servesSound : noModelForRate},
        Row{44100, 4, none, atModel, "low", 11025, servesSound},
        Row{44100, 9, none, atModel, "middle", 44100, noModelForDepth},
        Row{44100, 4, found, automatic, "middle", 44100, isSpeech ? noModelForRate : servesSound},
        Row{44100, 4, none, automatic, isSpeech ? "low" : "middle", isSpeech ? 11025.0 : 44100.0, servesSound});
    auto request = requestOf(row);
    request.material = material;
    check(row, request, shipped);
    const auto fixedRate = chooseModel(request, shipped).model.fixedRate;
    CHECK(fixedRate.has_value() == (row.restoredAt != row.sampleRate));

    request.material = Material::any;
    CHECK(nameOf(chooseModel(request, shipped)) == "middle");
    CHECK(chooseModel(request, shipped).sampleRate == row.sampleRate);
}

TEST_CASE("If only models for speech are shipped, the DCT restores all other audio", "[model]")
{
    const std::vector speechOnly(families().end() - 3, families().end());
    const auto material = GENERATE(std::optional<Material>(), std::optional(Material::speech));
    const auto row = GENERATE(Row{16000, 4, found, automatic, "voice-4bit", 16000, servesSound},
                              Row{44100, 6, none, automatic, "voice-6bit", 16000, servesSound},
                              Row{44100, 6, none, atModel, "voice-6bit", 16000, servesSound},
                              Row{44100, 4, found, automatic, dct, 44100, noModelForRate},
                              Row{16000, 12, found, automatic, dct, 16000, noModelForDepth},
                              Row{44100, 12, none, automatic, dct, 44100, noModelForDepth},
                              Row{8000, 4, none, automatic, dct, 8000, noModelForRate});
    auto request = requestOf(row);
    request.material = material;
    check(row, request, speechOnly);
}

TEST_CASE("The user's model restores audio at its own rate, and audio resampled to any rate", "[model]")
{
    const auto row = GENERATE(Row{16000, 4, found, automatic, "user's model", 16000, requested},
                              Row{16000, 12, none, own, "user's model", 16000, requested},
                              Row{44100, 4, none, automatic, "user's model", 16000, requested},
                              Row{44100, 4, found, atModel, "user's model", 16000, requested},
                              Row{8000, 4, none, automatic, "user's model", 16000, requested},
                              Row{44100, 4, found, automatic, "middle", 44100, otherRate},
                              Row{44100, 4, unknown, automatic, "middle", 44100, otherRate},
                              Row{8000, 4, none, own, "middle", 8000, otherRate});
    auto request = requestOf(row);
    request.preference = ModelPreference::user;
    request.userModel.sampleRate = 16000.0;
    check(row, request, families());
    CHECK(chooseModel(request, families()).isFallback() == (row.reason == otherRate));
}

TEST_CASE("A user's model for all rates restores audio at its own rate", "[model]")
{
    const auto row = GENERATE(Row{16000, 4, found, automatic, "user's model", 16000, requested},
                              Row{44100, 4, found, own, "user's model", 44100, requested},
                              Row{44100, 4, none, automatic, "user's model", 44100, requested});
    auto request = requestOf(row);
    request.preference = ModelPreference::user;
    check(row, request, families());
}

TEST_CASE("A user's model with too much latency is replaced by the automatic choice", "[model]")
{
    const auto material = GENERATE(std::optional<Material>(), std::optional(Material::speech));
    const bool isSpeech = material == Material::speech;
    const auto row =
        GENERATE_COPY(Row{16000, 4, found, automatic, isSpeech ? "voice-4bit" : "middle", 16000, tooMuchLatency},
                      Row{44100, 4, none, automatic, isSpeech ? "voice-4bit" : "middle", isSpeech ? 16000.0 : 44100.0,
                          tooMuchLatency},
                      Row{44100, 4, found, automatic, "middle", 44100, tooMuchLatency});
    auto request = requestOf(row);
    request.material = material;
    request.preference = ModelPreference::user;
    request.userModel = {.sampleRate = 1000.0, .latencySeconds = 2.1};
    request.maxLatencySeconds = 2.0;
    check(row, request, families());
    CHECK(chooseModel(request, families()).isFallback());
    request.userModel.latencySeconds = 2.0;
    CHECK(chooseModel(request, families()).reason != tooMuchLatency);
}

TEST_CASE("The built-in DCT, if requested, works at the rate of the audio", "[model]")
{
    const auto row = GENERATE(Row{16000, 4, found, automatic, dct, 16000, requested},
                              Row{44100, 4, none, atModel, dct, 44100, requested});
    auto request = requestOf(row);
    request.preference = ModelPreference::builtInDct;
    check(row, request, families());
}

TEST_CASE("The explicit rate makes the same choice as the automatic one", "[model]")
{
    const auto material =
        GENERATE(std::optional<Material>(), std::optional(Material::speech), std::optional(Material::any));
    const auto preference = GENERATE(ModelPreference::automatic, ModelPreference::user, ModelPreference::builtInDct);
    const auto grid = GENERATE(unknown, none, found);
    const double bits = GENERATE(4.0, 12.0);
    const double sampleRate = GENERATE(8000.0, 16000.0, 44100.0);
    ModelRequest request{.sampleRate = sampleRate,
                         .quantisation = {.delta = deltaForBits(bits), .grid = grid},
                         .preference = preference,
                         .material = material,
                         .userModel = {.sampleRate = 16000.0}};
    const auto expected = chooseModel(request, families());
    request.quantisation.rate = explicitRate(request, families());
    CAPTURE(static_cast<int>(preference), static_cast<int>(grid), bits, sampleRate);
    CHECK(request.quantisation.rate != automatic);
    const auto choice = chooseModel(request, families());
    CHECK(choice.model == expected.model);
    CHECK(choice.sampleRate == expected.sampleRate);
}

TEST_CASE("The shipped models for any sound serve rates above 24 kHz, and the one for speech those below", "[model]")
{
    const auto row = GENERATE(Row{8000, 4, found, automatic, "speech", 8000, servesSound},
                              Row{16000, 12, none, automatic, "speech", 16000, servesSound},
                              Row{24000, 4, found, automatic, "speech", 24000, servesSound},
                              Row{32000, 4, found, automatic, "any-balanced", 32000, servesSound},
                              Row{44100, 12, none, automatic, "any-balanced", 44100, servesSound},
                              Row{44100, 4, found, atModel, "speech", 16000, servesSound});
    check(row, requestOf(row), shippedModels());
    for (const auto& [quality, low, high] : {std::tuple{Quality::lowLatency, "speech-low-latency", "any-low-latency"},
                                             std::tuple{Quality::best, "speech", "any-best"}})
    {
        ModelRequest request{.sampleRate = 48000.0, .quantisation = {.delta = 0.125}, .quality = quality};
        CHECK(nameOf(chooseModel(request)) == high);
        request.sampleRate = 16000.0;
        CHECK(nameOf(chooseModel(request)) == low);
        request.material = Material::any;
        CHECK(nameOf(chooseModel(request)) == high);
    }
}

TEST_CASE("The shipped models for speech restore speech that was resampled at 16 kHz, at every depth", "[model]")
{
    const auto [quality, name] = GENERATE(std::pair{Quality::lowLatency, "speech-low-latency"},
                                          std::pair{Quality::balanced, "speech"}, std::pair{Quality::best, "speech"});
    const auto row = GENERATE_COPY(Row{44100, -1, none, automatic, name, 16000, servesSound},
                                   Row{44100, 12, none, automatic, name, 16000, servesSound},
                                   Row{192000, 6, unknown, atModel, name, 16000, servesSound},
                                   Row{22050, 6, none, automatic, name, 22050, servesSound},
                                   Row{22050, 6, unknown, atModel, name, 16000, servesSound},
                                   Row{16000, 4, found, automatic, name, 16000, servesSound});
    auto request = requestOf(row);
    request.material = Material::speech;
    request.quality = quality;
    check(row, request, shippedModels());
}

TEST_CASE("Families for any rate take part in the automatic choice, in their order", "[model]")
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
    // Static, because the generator keeps its span between runs of the test.
    static const std::vector speechFirst{
        shippedModel("voice16k", 16000.0, 2.0, 5.0), shippedModel("voice16k-hidden", 16000.0, 3.0, 5.0),
        shippedModel("voice8k", 8000.0, 2.0, 9.0), shippedModel("all", std::nullopt, -INFINITY, INFINITY)};
    const auto shipped = GENERATE_COPY(shippedModels(), std::span<const ShippedModel>(families()),
                                       std::span<const ShippedModel>(speechFirst), std::span<const ShippedModel>());
    const auto material =
        GENERATE(std::optional<Material>(), std::optional(Material::speech), std::optional(Material::any));
    const double sampleRate = GENERATE(6000.0, 8000.0, 16000.0, 44100.0);
    const auto preference = GENERATE(ModelPreference::automatic, ModelPreference::user, ModelPreference::builtInDct);
    const auto userRate = GENERATE(std::optional<double>(16000.0), std::optional<double>());
    const double latencySeconds = GENERATE(0.0, 3.0);
    CAPTURE(shipped.size(), sampleRate, static_cast<int>(preference), userRate.value_or(0.0), latencySeconds);

    ModelRequest request{.sampleRate = sampleRate,
                         .preference = preference,
                         .material = material,
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

TEST_CASE("Every chosen model can be loaded", "[model]")
{
    const auto load = [](const ModelRequest& request)
    { return loadModel(chooseModel(request).model, request.sampleRate, request.quantisation.delta); };
    const Quantisation fiveBit{.delta = deltaForBits(5)};
    const auto atFixedRate = load({.sampleRate = 44100.0,
                                   .quantisation = {.delta = deltaForBits(5), .rate = atModel},
                                   .material = Material::speech});
    CHECK(atFixedRate.name == "speech");
    CHECK(atFixedRate.sampleRate == 16000.0);
    const auto fourier = load({.sampleRate = 16000.0, .quantisation = fiveBit});
    CHECK(fourier.name == "speech");
    CHECK(fourier.sampleRate == 16000.0);
    const auto cosine =
        load({.sampleRate = 44100.0, .quantisation = fiveBit, .preference = ModelPreference::builtInDct});
    CHECK(cosine.name == "DCT");
    CHECK(cosine.sampleRate == 44100.0);
    CHECK(cosine.referenceDelta == deltaForBits(5));
    CHECK_THROWS_AS(loadModel({Source::user}, 16000.0, 0.125), std::invalid_argument);
}
