#include "Catch.h"
#include "Plugin/Engine/EngineRenewal.h"
#include "Plugin/PartsFixture.h"

using namespace dequantizer;

namespace
{
constexpr double rate = 16000.0;

struct Fixture : PartsFixture
{
    Restorer restorer;
    EngineRenewal renewal{restorer, selection};

    void prepare() { renewal.prepare(rate, 1, reader.engineOptions(false), reader.settings()); }
};
} // namespace

TEST_CASE("Engines are renewed only if the model or an option has changed", "[plugin][parts]")
{
    Fixture fixture;
    const EngineOptions defaults, withoutOverlap{.overlap = Overlap::none};
    CHECK_FALSE(fixture.renewal.renewIfOutdated(defaults));
    CHECK(fixture.renewal.latency() == 0);
    CHECK(fixture.renewal.operatorFor({.delta = 0.125, .rate = QuantisationRate::own}).name.empty());

    fixture.prepare();
    CHECK(fixture.renewal.sampleRate() == rate);
    CHECK(fixture.renewal.latency() == 800);
    CHECK_FALSE(fixture.renewal.renewIfOutdated(defaults));
    CHECK(fixture.renewal.renewIfOutdated(withoutOverlap));
    CHECK(fixture.renewal.latency() == 1280);
    CHECK_FALSE(fixture.renewal.renewIfOutdated(withoutOverlap));
    CHECK(fixture.renewal.renewIfOutdated({.quality = Quality::lowLatency}));
    CHECK(fixture.renewal.latency() == 400);
    CHECK(fixture.renewal.renewIfOutdated({.material = Material::speech, .quality = Quality::lowLatency}));
    CHECK_FALSE(fixture.renewal.renewIfOutdated({.material = Material::speech, .quality = Quality::lowLatency}));
    CHECK(fixture.renewal.renewIfOutdated(withoutOverlap));

    fixture.set(parameter::model, "speech16k-4bit-converged");
    REQUIRE(fixture.selection.followParameter());
    CHECK(fixture.renewal.renewIfOutdated(withoutOverlap));
    CHECK_FALSE(fixture.renewal.renewIfOutdated(withoutOverlap));
}

TEST_CASE("The current operator depends on the quantisation step and the model", "[plugin][parts]")
{
    Fixture fixture;
    fixture.prepare();
    const Quantisation coarse{.delta = 0.125, .rate = QuantisationRate::own};
    const Quantisation fine{.delta = 1.0 / 2048.0, .rate = QuantisationRate::own};
    CHECK(fixture.renewal.operatorFor(coarse).name == "speech");
    CHECK(fixture.renewal.operatorFor(coarse).sampleRate == rate);
    CHECK(fixture.renewal.operatorFor(fine).name == "speech");
    REQUIRE(fixture.renewal.renewIfOutdated({.material = Material::any}));
    CHECK(fixture.renewal.operatorFor(coarse).name == "any-balanced");
    CHECK(fixture.renewal.operatorFor(fine).name == "any-balanced");

    fixture.selection.select(fixture.selection.load(modelSlotOfText("speech16k-4bit-converged")));
    fixture.renewal.prepare(48000.0, 1, {}, fixture.reader.settings(true));
    const auto fallback = fixture.renewal.operatorFor(coarse);
    CHECK(fallback.name == "any-balanced");
    CHECK(fallback.sampleRate == 48000.0);
    CHECK(fallback.isFallback);
    CHECK_FALSE(fallback.reason.empty());
    const auto used = fixture.renewal.operatorFor({.delta = 0.125, .rate = QuantisationRate::model});
    CHECK(used.name == "speech16k-4bit-converged");
    CHECK(used.sampleRate == rate);
    CHECK_FALSE(used.isFallback);
    CHECK(used.reason.empty());
}

TEST_CASE("The explicit rate depends on the material and the grid", "[plugin][parts]")
{
    Fixture fixture;
    fixture.renewal.prepare(48000.0, 1, {}, fixture.reader.settings(true));
    const Quantisation onNone{.delta = 0.125, .grid = GridState::none};
    CHECK(fixture.renewal.explicitRate(onNone) == QuantisationRate::own);
    REQUIRE(fixture.renewal.renewIfOutdated({.material = Material::speech}));
    CHECK(fixture.renewal.explicitRate(onNone) == QuantisationRate::model);
    CHECK(fixture.renewal.explicitRate({.delta = 0.125, .grid = GridState::found}) == QuantisationRate::own);
}
