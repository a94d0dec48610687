#include "Catch.h"
#include "Model/CosineModel.h"
#include "Model/ModelError.h"
#include "Model/ModelFile.h"
#include "Plugin/PluginFixture.h"
#include "Plugin/State/State.h"
#include "Plugin/State/StoredState.h"
#include "TemporaryFolder.h"

#include <random>

using namespace dequantizer;

namespace
{
// A model for 16 kHz with an operator other than the built-in DCT at that rate.
Model smallModel()
{
    auto model = cosineModel(8000.0, 0.125);
    model.name = "small \xc3\xa4";
    model.sampleRate = 16000.0;
    model.iterations = 7;
    return model;
}

// Changes everything that a state contains.
void changeAll(PluginFixture& plugin, const TemporaryFolder& folder)
{
    const auto file = folder / "small model & \"more\".safetensors";
    writeModelFile(smallModel(), file);
    plugin.processor.models().loadFile(file.string());
    REQUIRE(plugin.processor.status().error.empty());
    plugin.set(parameter::bits, "5.37");
    plugin.set(parameter::mix, "33.3");
    plugin.set(parameter::bypass, "On");
    plugin.processor.setCurrentProgram(3);
}
} // namespace

TEST_CASE("A state restored in another instance is the same state, without the model's file", "[plugin]")
{
    PluginFixture first, second;
    std::vector<char> saved;
    {
        const TemporaryFolder folder;
        changeAll(first, folder);
        saved = first.state();
    }
    CHECK(first.state() == saved);
    REQUIRE(second.state() != saved);
    second.restore(saved);
    CHECK(second.state() == saved);
    CHECK(second.processor.status().modelName == first.processor.status().modelName);
    CHECK(second.processor.parameters().getParameter(parameter::iterations)->getCurrentValueAsText() == "7");

    first.prepare(1);
    second.prepare(1);
    const auto signal = quantisedGlide(3000, 1, PluginFixture::defaultRate);
    first.set(parameter::bypass, "Off");
    second.set(parameter::bypass, "Off");
    CHECK(first.process(signal) == second.process(signal));
}

TEST_CASE("A state without a model restores the shipped models", "[plugin]")
{
    const TemporaryFolder folder;
    PluginFixture plugin;
    plugin.prepare(1);
    const auto fresh = plugin.state();
    changeAll(plugin, folder);
    REQUIRE(plugin.processor.status().operatorName == "small \xc3\xa4");
    plugin.restore(fresh);
    CHECK(plugin.state() == fresh);
    CHECK(plugin.processor.status().operatorName == "speech");
}

TEST_CASE("Invalid state data changes nothing and is reported", "[plugin]")
{
    const TemporaryFolder folder;
    PluginFixture plugin;
    plugin.prepare(1);
    changeAll(plugin, folder);
    const auto before = plugin.state();
    PluginFixture fresh;
    const auto other = fresh.state();
    std::mt19937 generator(3);
    const auto isRejected = [&](const std::vector<char>& bytes)
    {
        plugin.restore(bytes);
        // The error is reported, and cleared by the next success.
        const bool isUnchanged = plugin.state() == before;
        CHECK(plugin.processor.status().error.empty() != isUnchanged);
        return isUnchanged;
    };

    SECTION("empty")
    {
        plugin.processor.setStateInformation(nullptr, 0);
        CHECK(isRejected({}));
    }
    SECTION("truncated")
    {
        for (std::size_t length = 0; length < other.size(); ++length)
            REQUIRE(isRejected({other.begin(), other.begin() + static_cast<std::ptrdiff_t>(length)}));
    }
    SECTION("random")
    {
        for (int round = 0; round < 200; ++round)
        {
            std::vector<char> bytes(generator() % 2000u);
            for (auto& byte : bytes)
                byte = static_cast<char>(generator());
            REQUIRE(isRejected(bytes));
        }
    }
    SECTION("one bit flipped")
    {
        for (std::size_t i = 0; i < other.size(); ++i)
        {
            auto bytes = other;
            bytes[i] = static_cast<char>(bytes[i] ^ (1 << (generator() % 8u)));
            REQUIRE(isRejected(bytes));
        }
    }
    SECTION("valid, with an invalid model")
    {
        State state;
        state.parameters["bits"] = 9.0f;
        state.model = packModel("not a model");
        const auto bytes = encodeState(state);
        CHECK(isRejected({bytes.begin(), bytes.end()}));
    }
    SECTION("from a newer version")
    {
        auto bytes = other;
        ++bytes[8];
        CHECK(isRejected(bytes));
        CHECK(plugin.processor.status().error.find("newer version") != std::string::npos);
        plugin.restore(other);
        CHECK(plugin.processor.status().error.empty());
    }
    SECTION("a valid state is not rejected")
    {
        CHECK_FALSE(isRejected(other));
    }
}

TEST_CASE("Values of a state are limited to their ranges, and unknown parameters ignored", "[plugin]")
{
    State state;
    state.parameters = {{"bits", 1e30f}, {"iterations", -4.0f}, {"from the future", 1.0f}};
    const auto bytes = encodeState(state);
    PluginFixture plugin;
    plugin.set(parameter::mix, "50");
    plugin.restore({bytes.begin(), bytes.end()});
    const auto text = [&](const char* id)
    { return plugin.processor.parameters().getParameter(id)->getCurrentValueAsText(); };
    CHECK(text(parameter::bits) == "12");
    CHECK(text(parameter::iterations) == "1");
    CHECK(text(parameter::mix) == "100"); // not in the state, so at its default
}

TEST_CASE("A state names its view, and an unknown name opens the scope", "[plugin]")
{
    for (std::size_t i = 0; i < editorViewCount; ++i)
    {
        State state;
        state.look.view = static_cast<EditorView>(i);
        const auto bytes = encodeState(state);
        CHECK(decodeState(bytes.getData(), static_cast<int>(bytes.getSize())).look == state.look);
    }
    const auto viewOf = [](const std::string& attribute)
    {
        const auto bytes = storedState(2, "<State preset=\"\" " + attribute + "/>");
        return decodeState(bytes.data(), static_cast<int>(bytes.size())).look.view;
    };
    CHECK(viewOf("") == EditorView::scope);
    CHECK(viewOf("view=\"spectrum\"") == EditorView::spectrum); // as the first version with a view wrote it
    CHECK(viewOf("view=\"spectrogram\"") == EditorView::spectrogram);
    CHECK(viewOf("view=\"a view to come\"") == EditorView::scope);
    CHECK(viewOf("view=\"\"") == EditorView::scope);
}

TEST_CASE("A state with hostile XML is refused", "[plugin]")
{
    std::string nested = "<State>";
    for (int i = 0; i < 100'000; ++i)
        nested += "<a>";
    for (const auto& xml : {nested, std::string("<!DOCTYPE State [<!ENTITY a \"aaaaaaaa\">]><State preset=\"&a;\"/>")})
    {
        const auto bytes = storedState(2, xml);
        CHECK_THROWS_AS(decodeState(bytes.data(), static_cast<int>(bytes.size())), StateError);
    }
}

TEST_CASE("A state of format version 1 opens, with and without a model", "[plugin]")
{
    const std::string xml = R"(<State modelPath="/gone/small.safetensors"><Parameter id="bits" value="6.5"/></State>)";
    PluginFixture plugin;
    plugin.prepare(1);
    plugin.restore(storedState(1, xml, serialiseModel(smallModel())));
    CHECK(plugin.processor.status().operatorName == "small \xc3\xa4");
    CHECK(plugin.processor.status().modelSlot == ownModelSlot);
    CHECK(plugin.processor.status().modelPath == "/gone/small.safetensors");
    CHECK(plugin.processor.parameters().getParameter(parameter::bits)->getCurrentValueAsText() == "6.5");
    const auto saved = plugin.state();
    plugin.restore(saved);
    CHECK(plugin.state() == saved);

    plugin.restore(storedState(1, xml, {}));
    CHECK(plugin.processor.status().modelSlot == automaticModelSlot);
    CHECK(plugin.processor.status().operatorName == "speech");
}

TEST_CASE("A session of version 0.1 keeps its preset, and its manual bit depth if it had no automatic one", "[plugin]")
{
    PluginFixture plugin;
    plugin.set(parameter::automaticBits, "On");
    plugin.restore(storedState(1, R"(<State program="6"><Parameter id="bits" value="8"/></State>)", {}));
    CHECK(plugin.processor.getProgramName(plugin.processor.getCurrentProgram()) == "8-bit sampler");
    CHECK(plugin.processor.parameters().getParameter(parameter::automaticBits)->getCurrentValueAsText() == "Off");
    plugin.restore(storedState(1, R"(<State program="4"><Parameter id="autobits" value="1"/></State>)", {}));
    CHECK(plugin.processor.getCurrentProgram() == 0);
    CHECK(plugin.processor.parameters().getParameter(parameter::automaticBits)->getCurrentValueAsText() == "On");
    CHECK_FALSE(plugin.processor.presets().isModified());
    // It knew neither material nor quality.
    plugin.set(parameter::material, "Speech");
    plugin.set(parameter::quality, "Best");
    plugin.restore(storedState(1, R"(<State program="4"><Parameter id="overlap" value="0.5"/></State>)", {}));
    CHECK(plugin.processor.parameters().getParameter(parameter::material)->getCurrentValueAsText() == "Automatic");
    CHECK(plugin.processor.parameters().getParameter(parameter::quality)->getCurrentValueAsText() == "Balanced");
    CHECK(plugin.processor.parameters().getParameter(parameter::overlap)->getCurrentValueAsText() == "2 frames");
    plugin.restore(storedState(1, R"(<State program="-3"/>)", {}));
    CHECK(plugin.processor.getCurrentProgram() == 0);
}

TEST_CASE("A packed model unpacks to the same bytes, and a damaged one is rejected", "[plugin]")
{
    const auto bytes = serialiseModel(smallModel());
    const auto packed = packModel(bytes);
    CHECK(packed == packModel(bytes));
    CHECK(packed.bytes.size() < bytes.size());
    CHECK(unpackModel(packed) == bytes);
    auto damaged = packed;
    damaged.bytes[damaged.bytes.size() / 2] ^= 1;
    CHECK_THROWS_AS(unpackModel(damaged), ModelError);
    damaged = packed;
    damaged.bytes.resize(damaged.bytes.size() / 2);
    CHECK_THROWS_AS(unpackModel(damaged), ModelError);
    CHECK_THROWS_AS(unpackModel({1, "no zlib at all"}), ModelError);
}

TEST_CASE("Sessions with the same packed model share one loaded model", "[plugin]")
{
    const auto packed = packModel(serialiseModel(smallModel()));
    const auto first = loadPackedModel(packed, "there");
    CHECK(loadPackedModel(packed, "there") == first);
    CHECK(loadPackedModel(packed, "elsewhere") != first);
    CHECK(loadPackedModel(packed, "elsewhere")->path == "elsewhere");
}
