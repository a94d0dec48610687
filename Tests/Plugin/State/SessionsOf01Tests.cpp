#include "Catch.h"
#include "FileBytes.h"
#include "Model/ModelFile.h"
#include "Plugin/PluginFixture.h"

#include <map>
#include <string>

using namespace dequantizer;

// The files were written by the plugin and the model writer of version 0.1.

namespace
{
void restoreSession(PluginFixture& plugin, const std::string& name)
{
    const auto bytes = bytesOf(std::string(DEQUANTIZER_TEST_DATA "/session-of-0.1-") + name + ".state");
    plugin.restore({bytes.begin(), bytes.end()});
}

void checkParameters(PluginFixture& plugin, const std::map<std::string, std::string>& expected)
{
    for (const auto& [id, text] : expected)
    {
        CAPTURE(id);
        const auto* const parameter = plugin.processor.parameters().getParameter(id);
        REQUIRE(parameter != nullptr);
        CHECK(parameter->getCurrentValueAsText().toStdString() == text);
    }
}
} // namespace

TEST_CASE("A session of version 0.1 with a model of the user opens as it was saved", "[plugin]")
{
    PluginFixture plugin;
    restoreSession(plugin, "own-model");
    plugin.prepare(1, 8000.0);
    checkParameters(plugin, {{"bits", "5.37"},
                             {"iterations", "9"},
                             {"mix", "33.3"},
                             {"bypass", "On"},
                             {"autobits", "Off"},
                             {"gain", "-3.5"},
                             {"removed", "On"},
                             {"quantise", "On"},
                             {"strength", "150"},
                             {"overlap", "4 frames"},
                             {"matchlevel", "On"},
                             {"rate", "Automatic"},
                             {"material", "Automatic"},
                             {"quality", "Balanced"}});
    const auto status = plugin.processor.status();
    CHECK(status.modelSlot == ownModelSlot);
    CHECK(status.operatorName == "made with 0.1 \xc3\xa4");
    CHECK(status.error.empty());

    // The session holds the whole model, since its file may be gone.
    CHECK(status.operatorRate == 8000.0);
    PluginFixture again;
    again.restore(plugin.state());
    again.prepare(1, 8000.0);
    CHECK(again.processor.status().operatorName == "made with 0.1 \xc3\xa4");
}

TEST_CASE("A session of version 0.1 with a shipped model keeps that model", "[plugin]")
{
    PluginFixture plugin;
    restoreSession(plugin, "shipped-model");
    plugin.prepare(1, 16000.0);
    checkParameters(plugin, {{"bits", "8"}, {"mix", "75"}, {"autobits", "Off"}, {"rate", "Session rate"}});
    CHECK(plugin.processor.status().operatorName == "speech16k-4bit-perceptual");
    CHECK(plugin.processor.getProgramName(plugin.processor.getCurrentProgram()) == "8-bit sampler");
    CHECK(plugin.processor.status().error.empty());
}

TEST_CASE("A session of version 0.1 with its default settings opens with those of this version", "[plugin]")
{
    PluginFixture plugin;
    plugin.set(parameter::mix, "10");
    restoreSession(plugin, "default");
    checkParameters(plugin, {{"bits", "4"}, {"mix", "100"}, {"autobits", "On"}, {"model", "Automatic"}});
    CHECK(plugin.processor.status().modelSlot == automaticModelSlot);
    CHECK_FALSE(plugin.processor.presets().isModified());
}

TEST_CASE("A model file of version 0.1 is read as it was written", "[plugin]")
{
    const auto model = readModelFile(DEQUANTIZER_TEST_DATA "/model-of-0.1.safetensors");
    CHECK(model.name == "made with 0.1 \xc3\xa4");
    CHECK(model.K.rows() == 24);
    CHECK(model.K.cols() == 16);
    CHECK(model.sampleRate == 8000.0);
    CHECK(model.referenceDelta == 0.03125);
    CHECK(model.iterations == 7);
    CHECK(model.hop == 4);
    CHECK(model.training == std::map<std::string, std::string>{{"corpus", "none"}, {"loss", "mse"}});
    CHECK(model.K(0, 0) == -0.255f);
    CHECK(model.K(0, 1) == 0.772f);
}
