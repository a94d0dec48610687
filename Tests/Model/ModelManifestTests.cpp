#include "Catch.h"
#include "Model/ModelError.h"
#include "Model/ModelManifest.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <utility>

using namespace dequantizer;

namespace
{
nlohmann::json validManifest()
{
    return nlohmann::json::parse(R"({
        "families": [
            {"name": "voice8k", "material": "speech", "sampleRate": 8000},
            {"name": "all", "material": "any", "sampleRate": "any", "maxSampleRate": 24000,
             "resampledRate": 16000}
        ],
        "models": [
            {"name": "voice8k-fine", "file": "v.safetensors", "family": "voice8k", "slot": 3, "automatic": false,
             "minBits": 4.5, "maxBits": 6},
            {"name": "all-plain", "file": "a.safetensors", "family": "all", "slot": 1, "automatic": true,
             "quality": "low-latency", "replaces": [{"name": "voice8k-coarse", "slot": 2}]}
        ]})");
}

std::string errorOf(const std::string& text)
{
    try
    {
        std::ignore = parseManifest(text);
    }
    catch (const ModelError& error)
    {
        return error.what();
    }
    return {};
}
} // namespace

TEST_CASE("A manifest describes the models in order", "[model]")
{
    const auto models = parseManifest(validManifest().dump());
    REQUIRE(models.size() == 2);
    CHECK(models[0].name == "voice8k-fine");
    CHECK(models[0].file == "v.safetensors");
    CHECK(models[0].family == "voice8k");
    CHECK(models[0].material == Material::speech);
    CHECK(models[0].sampleRate == 8000.0);
    CHECK(models[0].minBits == 4.5);
    CHECK(models[0].maxBits == 6.0);
    CHECK(models[0].slot == 3);
    CHECK_FALSE(models[0].automatic);
    CHECK_FALSE(models[0].quality);
    CHECK(models[1].material == Material::any);
    CHECK_FALSE(models[1].sampleRate);
    CHECK(models[0].maxSampleRate == INFINITY);
    CHECK(models[1].maxSampleRate == 24000.0);
    CHECK_FALSE(models[0].resampledRate);
    CHECK(models[1].resampledRate == 16000.0);
    CHECK(models[1].minBits == -INFINITY);
    CHECK(models[1].maxBits == INFINITY);
    CHECK(models[1].automatic);
    CHECK(models[1].quality == Quality::lowLatency);
    CHECK(models[0].replaces.empty());
    REQUIRE(models[1].replaces.size() == 1);
    CHECK(models[1].replaces[0].name == "voice8k-coarse");
    CHECK(models[1].replaces[0].slot == 2);
}

TEST_CASE("Every quality has a name in the manifest", "[model]")
{
    const auto [name, quality] = GENERATE(std::pair{"low-latency", Quality::lowLatency},
                                          std::pair{"balanced", Quality::balanced}, std::pair{"best", Quality::best});
    auto manifest = validManifest();
    manifest["models"][0]["quality"] = name;
    CHECK(parseManifest(manifest.dump())[0].quality == quality);
}

TEST_CASE("A manifest with an error is rejected with a reason", "[model]")
{
    auto manifest = validManifest();
    auto& model = manifest["models"][0];
    std::string reason;
    SECTION("an unknown family")
    {
        model["family"] = "nobody";
        reason = "voice8k-fine belongs to no family of the manifest";
    }
    SECTION("a name twice")
    {
        model["name"] = "all-plain";
        reason = "two models are named all-plain";
    }
    SECTION("a family twice")
    {
        manifest["families"][0]["name"] = "all";
        reason = "two families are named all";
    }
    SECTION("a slot twice")
    {
        model["slot"] = 1;
        reason = "all-plain has the slot of another model";
    }
    SECTION("the slot of the automatic choice")
    {
        model["slot"] = 0;
        reason = "voice8k-fine has a slot below 1";
    }
    SECTION("the slot of a replaced model")
    {
        model["slot"] = 2;
        reason = "voice8k-coarse has the slot of another model";
    }
    SECTION("the name of a replaced model")
    {
        model["name"] = "voice8k-coarse";
        reason = "two models are named voice8k-coarse";
    }
    SECTION("a replaced model without a slot")
    {
        manifest["models"][1]["replaces"][0]["slot"] = 0;
        reason = "voice8k-coarse has a slot below 1";
    }
    SECTION("an empty range of depths")
    {
        model["maxBits"] = 4;
        reason = "voice8k-fine serves no bit depth";
    }
    SECTION("an unknown material")
    {
        manifest["families"][0]["material"] = "noise";
        reason = "there is no material noise";
    }
    SECTION("an unknown quality")
    {
        model["quality"] = "good";
        reason = "there is no quality good";
    }
    SECTION("no maximum rate")
    {
        manifest["families"][1]["maxSampleRate"] = 0;
        reason = "a maximum sample rate is a positive number";
    }
    SECTION("a maximum rate beside a rate")
    {
        manifest["families"][0]["maxSampleRate"] = 24000;
        reason = "only models for any sample rate have a maximum";
    }
    SECTION("no rate of resampled audio")
    {
        manifest["families"][1]["resampledRate"] = 0;
        reason = "a rate of resampled audio is a positive number";
    }
    SECTION("a rate of resampled audio beside a rate")
    {
        manifest["families"][0]["resampledRate"] = 16000;
        reason = "only models for any sample rate have a rate of resampled audio";
    }
    SECTION("no rate")
    {
        manifest["families"][0]["sampleRate"] = 0;
        reason = "a sample rate is a positive number, or any";
    }
    SECTION("a rate that is not a number")
    {
        manifest["families"][0]["sampleRate"] = "fast";
        reason = "type must be number";
    }
    SECTION("a missing member")
    {
        model.erase("slot");
        reason = "'slot' not found";
    }
    const auto error = errorOf(manifest.dump());
    CAPTURE(error);
    CHECK(error.starts_with("model manifest: "));
    CHECK(error.find(reason) != std::string::npos);
    CHECK_FALSE(errorOf("{").empty());
}
