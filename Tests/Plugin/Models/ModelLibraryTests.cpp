#include "Catch.h"
#include "Model/CosineModel.h"
#include "Model/ModelError.h"
#include "Model/ModelFile.h"
#include "Model/ShippedModels.h"
#include "Plugin/Home.h"
#include "Plugin/Models/ModelLibrary.h"
#include "Plugin/PluginFixture.h"
#include "TemporaryFolder.h"

#include <algorithm>
#include <fstream>

using namespace dequantizer;

namespace
{
Model modelNamed(const std::string& name, int iterations = 7)
{
    auto model = cosineModel(16000.0, 0.125);
    model.name = name;
    model.iterations = iterations;
    return model;
}

std::string addToLibrary(const std::string& name)
{
    const auto file = ModelLibrary::defaultFolder() / (name + ".safetensors");
    writeModelFile(modelNamed(name), file);
    return file.string();
}

std::vector<std::string> namesOf(const std::vector<ModelEntry>& choices)
{
    std::vector<std::string> names;
    for (const auto& choice : choices)
        names.push_back(choice.name);
    return names;
}

std::string iterationsOf(PluginFixture& plugin)
{
    return plugin.processor.parameters().getParameter(parameter::iterations)->getCurrentValueAsText().toStdString();
}

std::string modelOf(PluginFixture& plugin)
{
    return plugin.processor.parameters().getParameter(parameter::model)->getCurrentValueAsText().toStdString();
}
} // namespace

TEST_CASE("Every shipped model has a slot", "[plugin]")
{
    for (const auto& shipped : shippedModels())
    {
        const int slot = modelSlotOfText(shipped.name);
        REQUIRE(shippedModelAt(slot) == &shipped);
        CHECK(currentSlot(slot) == slot);
        CHECK(ModelLibrary({}).load(slot)->model.name == shipped.name);
    }
}

TEST_CASE("The library lists the automatic choice, the shipped models and the folder's files by name", "[plugin]")
{
    const TemporaryFolder folder;
    writeModelFile(modelNamed("x"), folder / "zither.safetensors");
    writeModelFile(modelNamed("y"), folder / "alto.safetensors");
    std::ofstream(folder / "notes.txt") << "no model";
    std::ofstream(folder / "broken.safetensors") << "no model either";
    const ModelLibrary library(folder.path);

    const auto names = namesOf(library.entries());
    REQUIRE(names.size() == 1 + shippedModels().size() + 3);
    CHECK(names.front() == "Automatic");
    CHECK(std::vector(names.end() - 3, names.end()) == std::vector<std::string>{"alto", "broken", "zither"});

    CHECK(library.load(automaticModelSlot) == nullptr);
    CHECK(library.load(ownModelSlot) == nullptr);
    CHECK(library.load(lastModelSlot) == nullptr);
    CHECK(library.load(firstFolderSlot)->model.name == "y");
    CHECK_THROWS_AS(library.load(firstFolderSlot + 1), ModelError);
    CHECK(library.slotOf((folder / "zither.safetensors").string()) == firstFolderSlot + 2);
    CHECK(library.slotOf((folder / "other.safetensors").string()) == ownModelSlot);
}

TEST_CASE("Files in the folder keep their slots while others come and go", "[plugin]")
{
    const TemporaryFolder folder;
    writeModelFile(modelNamed("b"), folder / "b.safetensors");
    writeModelFile(modelNamed("d"), folder / "d.safetensors");
    ModelLibrary library(folder.path);
    writeModelFile(modelNamed("a"), folder / "a.safetensors");
    std::filesystem::remove(folder / "b.safetensors");
    library.rescan();
    CHECK(library.load(firstFolderSlot) == nullptr);
    CHECK(library.load(firstFolderSlot + 1)->model.name == "d");
    CHECK(library.load(firstFolderSlot + 2)->model.name == "a");
    CHECK(library.entries().size() == 1 + shippedModels().size() + 2);
    writeModelFile(modelNamed("b, again"), folder / "b.safetensors");
    library.rescan();
    CHECK(library.load(firstFolderSlot)->model.name == "b, again");

    // Once all slots are taken, a new file takes the slot of a missing one.
    constexpr int slots = lastModelSlot - firstFolderSlot + 1;
    for (int i = 3; i < slots; ++i)
        std::ofstream(folder / (std::to_string(i) + ".safetensors")) << "no model";
    library.rescan();
    std::filesystem::remove(folder / "d.safetensors");
    writeModelFile(modelNamed("e"), folder / "e.safetensors");
    library.rescan();
    CHECK(library.load(firstFolderSlot + 1)->model.name == "e");
    CHECK(library.load(firstFolderSlot + 2)->model.name == "a");
    CHECK(library.entries().size() == 1 + shippedModels().size() + slots);
}

TEST_CASE("A missing folder counts as empty", "[plugin]")
{
    const TemporaryFolder folder;
    CHECK(ModelLibrary(folder / "missing").entries().size() == 1 + shippedModels().size());
}

TEST_CASE("Choosing a model restores with it and sets its iterations", "[plugin]")
{
    const Home home;
    addToLibrary("alto");
    PluginFixture plugin;
    plugin.prepare(1);
    CHECK(plugin.processor.models().entries().back().name == "alto");

    plugin.processor.models().choose(firstFolderSlot);
    CHECK(plugin.processor.status().operatorName == "alto");
    CHECK(plugin.processor.status().modelSlot == firstFolderSlot);
    CHECK(iterationsOf(plugin) == "7");
    CHECK(modelOf(plugin) == "Folder 1");

    plugin.processor.models().choose(modelSlotOfText("speech16k-4bit-converged"));
    CHECK(plugin.processor.status().operatorName == "speech16k-4bit-converged");
    CHECK(iterationsOf(plugin) == "to convergence");

    plugin.processor.models().choose(automaticModelSlot);
    CHECK(plugin.processor.status().operatorName == "speech");
    CHECK(iterationsOf(plugin) == "10");
}

TEST_CASE("Previous and next wrap around all models", "[plugin]")
{
    const Home home;
    addToLibrary("alto");
    PluginFixture plugin;
    plugin.prepare(1);
    plugin.processor.models().choosePrevious();
    CHECK(plugin.processor.status().operatorName == "alto");
    plugin.processor.models().chooseNext();
    CHECK(modelOf(plugin) == "Automatic");
    const auto count = plugin.processor.models().entries().size();
    for (std::size_t i = 0; i < count; ++i)
        plugin.processor.models().chooseNext();
    CHECK(modelOf(plugin) == "Automatic");
}

TEST_CASE("Previous and next skip an invalid file and report why", "[plugin]")
{
    const Home home;
    addToLibrary("alto");
    std::ofstream(ModelLibrary::defaultFolder() / "bad.safetensors") << "hello";
    PluginFixture plugin;
    plugin.prepare(1);
    plugin.processor.models().choosePrevious();
    CHECK(plugin.processor.status().operatorName == "alto");
    CHECK(plugin.processor.status().error.find("bad.safetensors") != std::string::npos);
    plugin.processor.models().chooseNext();
    CHECK(modelOf(plugin) == "Automatic");
    CHECK_FALSE(plugin.processor.status().error.empty());
    plugin.processor.models().chooseNext();
    CHECK(plugin.processor.status().error.empty());
}

TEST_CASE("In offline rendering, an automated model takes effect at its sample", "[plugin]")
{
    const auto signal = quantisedGlide(16000, 1, PluginFixture::defaultRate);
    constexpr std::ptrdiff_t switchAt = 4000; // a multiple of the hop
    PluginFixture rendered, constant;
    rendered.processor.setNonRealtime(true);
    rendered.prepare(1);
    const auto before = rendered.process(Signal(1, {signal[0].begin(), signal[0].begin() + switchAt}), 400);
    rendered.set(parameter::model, "speech16k-4bit-converged");
    const auto after = rendered.process(Signal(1, {signal[0].begin() + switchAt, signal[0].end()}), 400);

    constant.set(parameter::model, "speech16k-4bit-converged");
    constant.prepare(1);
    const auto expected = constant.process(signal, 400);
    CHECK(before[0] != std::vector<float>(expected[0].begin(), expected[0].begin() + switchAt));
    // Until the new engine is filled, and twice its latency after the crossfade.
    const std::ptrdiff_t settled = 3 * rendered.processor.getLatencySamples() + 320;
    CHECK(std::equal(after[0].begin() + settled, after[0].end(), expected[0].begin() + switchAt + settled));
}

TEST_CASE("The parameter alone selects a model", "[plugin]")
{
    PluginFixture plugin;
    plugin.set(parameter::model, "speech16k-4bit-converged");
    plugin.prepare(1);
    CHECK(plugin.processor.status().operatorName == "speech16k-4bit-converged");
    CHECK(iterationsOf(plugin) == "10");
}

TEST_CASE("A file from any folder becomes the session's own model and stays available", "[plugin]")
{
    const Home home;
    const TemporaryFolder folder;
    const auto file = folder / "elsewhere.safetensors";
    writeModelFile(modelNamed("elsewhere"), file);
    PluginFixture plugin;
    plugin.prepare(1);
    plugin.processor.models().loadFile(file.string());
    CHECK(modelOf(plugin) == "Session's own");
    plugin.processor.models().choose(automaticModelSlot);
    const auto names = namesOf(plugin.processor.models().entries());
    CHECK(std::count(names.begin(), names.end(), "elsewhere") == 1);
    const auto saved = plugin.state();
    plugin.processor.models().choose(ownModelSlot);
    CHECK(plugin.processor.status().operatorName == "elsewhere");

    // Also in a session that was saved while another one was in use, as under automation.
    std::filesystem::remove(file);
    PluginFixture reopened;
    reopened.prepare(1);
    reopened.restore(saved);
    CHECK(modelOf(reopened) == "Automatic");
    CHECK(reopened.state() == saved);
    reopened.processor.models().choose(ownModelSlot);
    CHECK(reopened.processor.status().operatorName == "elsewhere");
    // It does not stay in a session that has none.
    reopened.restore(PluginFixture().state());
    const auto others = namesOf(reopened.processor.models().entries());
    CHECK(std::count(others.begin(), others.end(), "elsewhere") == 0);
}

TEST_CASE("An invalid file in the folder is rejected with a reason, and the previous model stays", "[plugin]")
{
    const Home home;
    std::ofstream(ModelLibrary::defaultFolder() / "bad.safetensors") << "hello";
    PluginFixture plugin;
    plugin.prepare(1);
    plugin.processor.models().choose(modelSlotOfText("speech-low-latency"));
    plugin.processor.models().choose(firstFolderSlot);
    CHECK(plugin.processor.status().operatorName == "speech-low-latency");
    CHECK(plugin.processor.status().error.find("bad.safetensors: ") != std::string::npos);
    CHECK(modelOf(plugin) == "speech-low-latency");
}

TEST_CASE("A session with a model from the folder opens with and without that file", "[plugin]")
{
    std::vector<char> saved;
    {
        const Home home;
        addToLibrary("alto");
        addToLibrary("bass");
        PluginFixture plugin;
        plugin.prepare(1);
        plugin.processor.models().choose(firstFolderSlot + 1);
        saved = plugin.state();
        PluginFixture again;
        again.prepare(1);
        again.restore(saved);
        CHECK(modelOf(again) == "Folder 2");
        CHECK(again.state() == saved);
    }
    const Home empty;
    PluginFixture elsewhere;
    elsewhere.prepare(1);
    elsewhere.restore(saved);
    CHECK(elsewhere.processor.status().operatorName == "bass");
    CHECK(modelOf(elsewhere) == "Session's own");
    const auto there = elsewhere.state();
    CHECK(elsewhere.state() == there);
}
