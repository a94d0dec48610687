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

    void prepare() { renewal.prepare(rate, 1, reader.overlap(), reader.settings(reader.outputMix())); }
};
} // namespace

TEST_CASE("Engines are renewed only if the model or the overlap has changed", "[plugin][parts]")
{
    Fixture fixture;
    CHECK_FALSE(fixture.renewal.renewIfOutdated(Overlap::recommended));
    CHECK(fixture.renewal.latency() == 0);
    CHECK(fixture.renewal.operatorFor({.delta = 0.125, .rate = QuantisationRate::own}).name.empty());

    fixture.prepare();
    CHECK(fixture.renewal.sampleRate() == rate);
    CHECK(fixture.renewal.latency() == 360);
    CHECK_FALSE(fixture.renewal.renewIfOutdated(Overlap::recommended));
    CHECK(fixture.renewal.renewIfOutdated(Overlap::none));
    CHECK(fixture.renewal.latency() == 640);
    CHECK_FALSE(fixture.renewal.renewIfOutdated(Overlap::none));

    fixture.set(parameter::model, "speech16k-6bit");
    REQUIRE(fixture.selection.followParameter());
    CHECK(fixture.renewal.renewIfOutdated(Overlap::none));
    CHECK_FALSE(fixture.renewal.renewIfOutdated(Overlap::none));
}

TEST_CASE("The current operator depends on the quantisation step and the model", "[plugin][parts]")
{
    Fixture fixture;
    fixture.prepare();
    CHECK(fixture.renewal.operatorFor({.delta = 0.125, .rate = QuantisationRate::own}).name == "speech16k-4bit");
    CHECK(fixture.renewal.operatorFor({.delta = 0.125, .rate = QuantisationRate::own}).sampleRate == rate);
    CHECK(fixture.renewal.operatorFor({.delta = 1.0 / 2048.0, .rate = QuantisationRate::own}).name == "built-in DCT");

    fixture.selection.select(fixture.selection.load(modelSlotOfText("speech16k-6bit")));
    fixture.renewal.prepare(48000.0, 1, Overlap::recommended, fixture.reader.settings(bypassMix));
    const auto fallback = fixture.renewal.operatorFor({.delta = 0.125, .rate = QuantisationRate::own});
    CHECK(fallback.name == "built-in DCT");
    CHECK(fallback.sampleRate == 48000.0);
    CHECK(fallback.isFallback);
    CHECK_FALSE(fallback.reason.empty());
    const auto used = fixture.renewal.operatorFor({.delta = 0.125, .rate = QuantisationRate::model});
    CHECK(used.name == "speech16k-6bit");
    CHECK(used.sampleRate == rate);
    CHECK_FALSE(used.isFallback);
    CHECK(used.reason.empty());
}
