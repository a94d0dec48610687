#include "Catch.h"
#include "Plugin/PluginFixture.h"
#include "Signal/Quantiser.h"

#include <limits>

using namespace dequantizer;

namespace
{
juce::String textFor(Processor& processor, const char* id, const char* text)
{
    auto* const parameter = processor.parameters().getParameter(id);
    return parameter->getText(parameter->getValueForText(text), 64);
}
} // namespace

TEST_CASE("Parameters keep the identifiers, names, units and defaults that sessions rely on", "[plugin]")
{
    PluginFixture plugin;
    const struct
    {
        const char *id, *name, *defaultText, *unit;
        int version;
    } expected[] = {{"bits", "Bit depth", "4", "bit", 1},
                    {"iterations", "Iterations", "10", "", 1},
                    {"mix", "Mix", "100", "%", 1},
                    {"bypass", "Bypass", "Off", "", 1},
                    {"autobits", "Automatic bit depth", "On", "", 2},
                    {"rate", "Quantised at", "Automatic", "", 2},
                    {"gain", "Output gain", "0", "dB", 2},
                    {"removed", "Removed noise only", "Off", "", 2},
                    {"quantise", "Quantise input", "Off", "", 2},
                    {"strength", "Strength", "100", "%", 2},
                    {"overlap", "Overlap", "Model's own", "", 2},
                    {"model", "Model", "Automatic", "", 2},
                    {"matchlevel", "Match level", "Off", "", 2},
                    {"material", "Material", "Automatic", "", 3},
                    {"quality", "Quality", "Balanced", "", 3},
                    {"lowshare", "Low band", "100", "%", 4},
                    {"midshare", "Middle band", "100", "%", 4},
                    {"highshare", "High band", "100", "%", 4},
                    {"lowsplit", "Low split", "250", "Hz", 4},
                    {"highsplit", "High split", "4000", "Hz", 4},
                    {"stereo", "Stereo", "Linked", "", 4},
                    {"firstshare", "Left or mid", "100", "%", 4},
                    {"secondshare", "Right or side", "100", "%", 4},
                    {"renderatbest", "Render at best", "Off", "", 5}};
    CHECK(plugin.processor.getParameters().size() == 24);
    for (const auto& [id, name, defaultText, unit, version] : expected)
    {
        const auto* const parameter = plugin.processor.parameters().getParameter(id);
        REQUIRE(parameter != nullptr);
        CHECK(parameter->getName(64) == name);
        CHECK(parameter->getText(parameter->getDefaultValue(), 64) == defaultText);
        CHECK(parameter->getLabel() == unit);
        CHECK(parameter->getVersionHint() == version);
    }
    CHECK(plugin.processor.getBypassParameter() == plugin.processor.parameters().getParameter("bypass"));
}

TEST_CASE("Texts convert to values and back, with or without the unit", "[plugin]")
{
    PluginFixture plugin;
    const auto text = [&](const char* id, const char* value) { return textFor(plugin.processor, id, value); };
    CHECK(text(parameter::bits, "6") == "6");
    CHECK(text(parameter::bits, "6 bit") == "6");
    CHECK(text(parameter::bits, "4.25 bit") == "4.25");
    CHECK(text(parameter::bits, "4,5") == "4.5");
    CHECK(text(parameter::bits, "10") == "10");
    CHECK(text(parameter::bits, "99") == "12");
    CHECK(text(parameter::bits, "-1") == "2");
    CHECK(text(parameter::iterations, "30") == "30");
    CHECK(text(parameter::iterations, "1000") == "100");
    CHECK(text(parameter::iterations, "to convergence") == "to convergence");
    CHECK(text(parameter::strength, "250 %") == "250");
    CHECK(text(parameter::strength, "1000") == "300");
    CHECK(text(parameter::overlap, "4 frames") == "4 frames");
    CHECK(text(parameter::overlap, "?") == "Model's own");
    CHECK(text(parameter::material, "speech") == "Speech");
    CHECK(text(parameter::material, "Any") == "Any");
    CHECK(text(parameter::material, "?") == "Automatic");
    CHECK(text(parameter::quality, "Low latency") == "Low latency");
    CHECK(text(parameter::quality, "best") == "Best");
    CHECK(text(parameter::quality, "?") == "Balanced");
    CHECK(text(parameter::model, "speech16k-6bit-perceptual") == "speech16k-6bit-perceptual");
    CHECK(text(parameter::model, "Folder 46") == "Folder 46");
    CHECK(text(parameter::model, "3") == "speech16k-6bit");
    CHECK(text(parameter::model, "64") == "Automatic");
    CHECK(text(parameter::model, "nonsense") == "Automatic");
    CHECK(text(parameter::mix, "37.5 %") == "37.5");
    CHECK(text(parameter::highShare, "37.5 %") == "37.5");
    CHECK(text(parameter::lowSplit, "300 Hz") == "300");
    CHECK(text(parameter::lowSplit, "1") == "20");
    CHECK(text(parameter::highSplit, "99999") == "20000");
    CHECK(text(parameter::stereo, "mid and side") == "Mid and side");
    CHECK(text(parameter::stereo, "?") == "Linked");
    CHECK(text(parameter::bypass, "On") == "On");
    CHECK(text(parameter::gain, "-3.7 dB") == "-3.7");
    CHECK(text(parameter::gain, "100") == "24");
    CHECK(text(parameter::automaticBits, "On") == "On");
    CHECK(text(parameter::rate, "Model rate") == "Model rate");
    CHECK(text(parameter::rate, "session rate") == "Session rate");
    CHECK(text(parameter::rate, "?") == "Automatic");
    const auto* const rate = plugin.processor.parameters().getParameter(parameter::rate);
    CHECK(rate->getAllValueStrings() == juce::StringArray{"Automatic", "Session rate", "Model rate"});
    const ParameterReader reader(plugin.processor.parameters());
    CHECK(reader.quantisationRate() == QuantisationRate::automatic);
    plugin.set(parameter::rate, "Session rate");
    CHECK(reader.quantisationRate() == QuantisationRate::own);
    plugin.set(parameter::rate, "Model rate");
    CHECK(reader.quantisationRate() == QuantisationRate::model);
}

TEST_CASE("The engine options are those of the parameters", "[plugin]")
{
    PluginFixture plugin;
    const ParameterReader reader(plugin.processor.parameters());
    CHECK(reader.engineOptions(false) == EngineOptions());
    CHECK(reader.engineOptions(true) == EngineOptions());
    plugin.set(parameter::overlap, "8 frames");
    plugin.set(parameter::material, "Speech");
    plugin.set(parameter::quality, "Low latency");
    CHECK(reader.engineOptions(false) == EngineOptions{Overlap::eighth, Material::speech, Quality::lowLatency});
    plugin.set(parameter::renderAtBest, "On");
    CHECK(reader.engineOptions(false) == EngineOptions{Overlap::eighth, Material::speech, Quality::lowLatency});
    CHECK(reader.engineOptions(true) == EngineOptions{Overlap::eighth, Material::speech, Quality::best});
    plugin.set(parameter::material, "Any");
    plugin.set(parameter::quality, "Best");
    CHECK(reader.engineOptions(false) == EngineOptions{Overlap::eighth, Material::any, Quality::best});
}

TEST_CASE("The shares of the correction are those of the parameters", "[plugin]")
{
    PluginFixture plugin;
    const ParameterReader reader(plugin.processor.parameters());
    CHECK(reader.correctionShares() == CorrectionShares());
    plugin.set(parameter::lowShare, "10");
    plugin.set(parameter::midShare, "20");
    plugin.set(parameter::highShare, "30");
    plugin.set(parameter::lowSplit, "300");
    plugin.set(parameter::highSplit, "5000");
    plugin.set(parameter::stereo, "Mid and side");
    plugin.set(parameter::firstShare, "40");
    plugin.set(parameter::secondShare, "50");
    const auto shares = reader.correctionShares();
    CHECK(shares.bands[0] == Approx(0.1f));
    CHECK(shares.bands[1] == Approx(0.2f));
    CHECK(shares.bands[2] == Approx(0.3f));
    CHECK(shares.splits[0] == Approx(300.0f));
    CHECK(shares.splits[1] == Approx(5000.0f));
    CHECK(shares.stereo == CorrectionShares::Stereo::midSide);
    CHECK(shares.first == Approx(0.4f));
    CHECK(shares.second == Approx(0.5f));
}

TEST_CASE("Every hundredth of a bit gives the quantisation step of its decimal number", "[plugin]")
{
    PluginFixture plugin;
    const ParameterReader reader(plugin.processor.parameters());
    for (int hundredths = 200; hundredths <= 1200; ++hundredths)
    {
        auto* const bits = plugin.processor.parameters().getParameter(parameter::bits);
        bits->setValueNotifyingHost(bits->convertTo0to1(static_cast<float>(hundredths) / 100.0f));
        REQUIRE(reader.quantiser().delta() == deltaForBits(hundredths / 100.0));
    }
}

TEST_CASE("A parameter that is not a number is read as its default", "[plugin]")
{
    PluginFixture plugin;
    CHECK(textFor(plugin.processor, parameter::mix, "nan") == "0");
    CHECK(textFor(plugin.processor, parameter::bits, "inf") == "2");

    PluginFixture expected;
    for (const auto* id : {parameter::bits, parameter::automaticBits})
    {
        auto* const each = expected.processor.parameters().getParameter(id);
        each->setValueNotifyingHost(each->getDefaultValue());
    }
    for (auto* each : plugin.processor.getParameters())
        if (dynamic_cast<juce::AudioParameterInt*>(each) == nullptr) // JUCE makes a whole number of it there
            each->setValueNotifyingHost(std::numeric_limits<float>::quiet_NaN());
    expected.prepare(2);
    plugin.prepare(2);
    const auto signal = quantisedGlide(20000, 2, PluginFixture::defaultRate);
    const bool isSame = plugin.process(signal) == expected.process(signal);
    CHECK(isSame);
}

TEST_CASE("Every slot has a unique text that converts back to it", "[plugin]")
{
    for (int slot = 0; slot <= lastModelSlot; ++slot)
        CHECK(modelSlotOfText(modelSlotText(slot)) == slot);
}

TEST_CASE("Overlap sets the hop as a fraction of the frame length", "[plugin]")
{
    CHECK(hopFor(Overlap::recommended, 40, 320) == 40);
    CHECK(hopFor(Overlap::none, 40, 320) == 320);
    CHECK(hopFor(Overlap::half, 40, 320) == 160);
    CHECK(hopFor(Overlap::quarter, 40, 320) == 80);
    CHECK(hopFor(Overlap::eighth, 320, 320) == 40);
    CHECK(hopFor(Overlap::eighth, 1, 5) == 1);
}

TEST_CASE("The last value of the iterations stands for convergence", "[plugin]")
{
    PluginFixture plugin;
    const ParameterReader reader(plugin.processor.parameters());
    plugin.set(parameter::iterations, "100");
    CHECK(reader.iterations() == 100);
    plugin.set(parameter::iterations, "to convergence");
    CHECK(reader.iterations() == iterationsToConvergence);
}
