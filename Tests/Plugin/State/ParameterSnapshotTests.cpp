#include "Catch.h"
#include "Plugin/PartsFixture.h"
#include "Plugin/State/ParameterSnapshot.h"

using namespace dequantizer;

namespace
{
struct GestureCounter final : juce::AudioProcessorParameter::Listener
{
    void parameterValueChanged(int, float) override {}
    void parameterGestureChanged(int, bool isBeginning) override { gestures += isBeginning ? 1 : 0; }
    int gestures = 0;
};
} // namespace

TEST_CASE("Only the user's changes have a gesture", "[plugin][parts]")
{
    PartsFixture parts;
    auto& bits = *parts.parameters.getParameter(parameter::bits);
    GestureCounter counter;
    bits.addListener(&counter);
    setParameter(bits, 6.0f, ChangeOrigin::host);
    CHECK(counter.gestures == 0);
    setParameter(bits, 7.0f, ChangeOrigin::user);
    setParameter(bits, 7.0f, ChangeOrigin::user); // no change
    bits.removeListener(&counter);
    CHECK(counter.gestures == 1);
    CHECK(parts.text(parameter::bits) == "7");
}

TEST_CASE("Applying a snapshot limits values, resets missing parameters and skips excluded ones", "[plugin][parts]")
{
    PartsFixture parts;
    parts.set(parameter::mix, "50");
    parts.set(parameter::bypass, "On");
    parts.set(parameter::gain, "3");
    applyParameters({{parameter::bits, 1e30f}, {parameter::gain, 1.0f}, {"from the future", 1.0f}}, parts.processor,
                    {parameter::bypass, parameter::gain}, ChangeOrigin::host);
    CHECK(parts.text(parameter::bits) == "12");
    CHECK(parts.text(parameter::mix) == "100");
    CHECK(parts.text(parameter::bypass) == "On");
    CHECK(parts.text(parameter::gain) == "3");

    const auto snapshot = captureParameters(parts.processor);
    CHECK(snapshot.size() == 24);
    CHECK(snapshot.at(parameter::bits) == 12.0f);
}
