#include "Catch.h"
#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "Plugin/PluginFixture.h"
#include "Plugin/State/State.h"
#include "Plugin/State/StoredState.h"
#include "TemporaryFolder.h"

#include <cmath>
#include <random>

using namespace dequantizer;

namespace
{
using Bytes = std::vector<char>;

// Random damage: changed, removed and repeated bytes, and truncation.
Bytes mutated(Bytes bytes, std::mt19937& generator)
{
    const auto position = [&] { return generator() % (bytes.size() + 1); };
    for (unsigned changes = 1 + generator() % 4; changes > 0 && !bytes.empty(); --changes)
    {
        const auto at = static_cast<std::ptrdiff_t>(generator() % bytes.size());
        const auto length = std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(generator() % 16u),
                                                     static_cast<std::ptrdiff_t>(bytes.size()) - at);
        switch (generator() % 4u)
        {
        case 0:
            bytes[static_cast<std::size_t>(at)] = static_cast<char>(generator());
            break;
        case 1:
            bytes.erase(bytes.begin() + at, bytes.begin() + at + length);
            break;
        case 2:
        {
            const Bytes again(bytes.begin() + at, bytes.begin() + at + length);
            bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(position()), again.begin(), again.end());
            break;
        }
        default:
            if (generator() % 8u == 0)
                bytes.resize(position());
            break;
        }
    }
    return bytes;
}

// After any state, every value is within its range and the output is finite.
void checkSane(PluginFixture& plugin)
{
    for (const auto* parameter : plugin.processor.getParameters())
    {
        REQUIRE(parameter->getValue() >= 0.0f);
        REQUIRE(parameter->getValue() <= 1.0f);
    }
    const auto output = plugin.process(quantisedGlide(64, 1, PluginFixture::defaultRate));
    for (const float sample : output[0])
        REQUIRE(std::isfinite(sample));
}

void survivesDamage(int rounds)
{
    const TemporaryFolder folder;
    auto model = cosineModel(1000.0, 0.125); // small, so that most damage hits its header
    model.sampleRate = PluginFixture::defaultRate;
    const auto file = folder / "small.safetensors";
    writeModelFile(model, file);

    PluginFixture plugin;
    plugin.prepare(1);
    plugin.processor.models().loadFile(file.string());
    plugin.processor.compared().toggle();
    plugin.processor.models().choose(automaticModelSlot);
    plugin.processor.compared().toggle();
    const auto good = plugin.state();
    const auto decoded = decodeState(good.data(), static_cast<int>(good.size()));
    const std::string allBytes(good.begin(), good.end());
    const auto xmlBegin = allBytes.find("<State");
    REQUIRE(xmlBegin != std::string::npos);
    const auto xml = allBytes.substr(xmlBegin, allBytes.find("</State>") + 8 - xmlBegin);

    std::mt19937 generator(77);
    for (int round = 0; round < rounds; ++round)
    {
        plugin.restore(mutated(good, generator));

        // Damage that the checksums do not detect: in the XML, and in the model's bytes and the values of a valid
        // state.
        const auto damagedXml = mutated({xml.begin(), xml.end()}, generator);
        plugin.restore(storedState(2, {damagedXml.begin(), damagedXml.end()}, decoded.model.bytes));
        auto state = decoded;
        const auto unpacked = unpackModel(state.model);
        const auto bytes = mutated({unpacked.begin(), unpacked.end()}, generator);
        state.model = packModel({bytes.data(), bytes.size()});
        // Damage to the packed bytes, so that the hash no longer matches.
        if (generator() % 4u == 0)
        {
            const auto packed = mutated({state.model.bytes.begin(), state.model.bytes.end()}, generator);
            state.model.bytes.assign(packed.begin(), packed.end());
        }
        for (auto& [id, value] : state.parameters)
            if (generator() % 4u == 0)
                value = std::ldexp(static_cast<float>(generator() % 2001u) - 1000.0f,
                                   static_cast<int>(generator() % 200u) - 100);
        const auto whole = encodeState(state);
        plugin.restore({whole.begin(), whole.end()});
        if (round % 100 == 0)
            checkSane(plugin);
    }
    plugin.restore(good);
    CHECK(plugin.state() == good);
    checkSane(plugin);
}
} // namespace

TEST_CASE("Damaged states do no harm, even with a valid checksum", "[plugin][fuzz]")
{
    survivesDamage(4000);
}

// Takes minutes under the sanitizers:   plugin_tests "[.long-fuzz]"
TEST_CASE("A million damaged states do no harm", "[.long-fuzz]")
{
    survivesDamage(500'000);
}
