#include "Catch.h"
#include "Model/ModelError.h"
#include "Plugin/PartsFixture.h"

#include <algorithm>
#include <fstream>

using namespace dequantizer;

TEST_CASE("The selection follows the parameter once per change", "[plugin][parts]")
{
    PartsFixture parts;
    CHECK_FALSE(parts.selection.followParameter());
    parts.set(parameter::model, "speech-low-latency");
    CHECK(parts.selection.followParameter());
    CHECK_FALSE(parts.selection.followParameter());
    CHECK(parts.selection.current().model->model.name == "speech-low-latency");
    CHECK(parts.selection.current().slot == modelSlotOfText("speech-low-latency"));
}

TEST_CASE("The slot of a model that was replaced selects the one that replaces it", "[plugin][parts]")
{
    PartsFixture parts;
    parts.set(parameter::model, "speech16k-6bit-perceptual");
    CHECK(parts.selection.requestedSlot() == modelSlotOfText("speech-perceptual"));
    REQUIRE(parts.selection.followParameter());
    CHECK(parts.selection.current().slot == modelSlotOfText("speech-perceptual"));
    CHECK(parts.selection.nameOfCurrent() == "speech-perceptual");
    CHECK(parts.selection.load(modelSlotOfText("speech16k-8bit")).model->model.name == "speech");

    // It is the same model, so there is nothing new to follow, and it is listed once.
    parts.set(parameter::model, "speech-perceptual");
    CHECK_FALSE(parts.selection.followParameter());
    const auto entries = parts.selection.entries();
    CHECK(std::ranges::count(entries, "speech-perceptual", &ModelEntry::name) == 1);
    CHECK(std::ranges::count(entries, "speech16k-6bit-perceptual", &ModelEntry::name) == 0);
}

TEST_CASE("The selection tries an invalid file once and keeps the previous model", "[plugin][parts]")
{
    PartsFixture parts;
    parts.set(parameter::model, "speech-low-latency");
    REQUIRE(parts.selection.followParameter());
    std::ofstream(parts.folder / "bad.safetensors") << "hello";
    std::ignore = parts.selection.entries(); // reads the folder
    parts.set(parameter::model, "Folder 1");
    CHECK_THROWS_AS(parts.selection.followParameter(), ModelError);
    CHECK_FALSE(parts.selection.followParameter());
    CHECK(parts.selection.current().model->model.name == "speech-low-latency");
}

TEST_CASE("The selection does not follow the parameter during a pause", "[plugin][parts]")
{
    PartsFixture parts;
    {
        const ModelSelection::FollowingPause outer(parts.selection);
        {
            const ModelSelection::FollowingPause inner(parts.selection);
        }
        parts.set(parameter::model, "speech-low-latency");
        CHECK_FALSE(parts.selection.followParameter());
    }
    CHECK(parts.selection.followParameter());
}

TEST_CASE("The session's own model stays available after another was selected", "[plugin][parts]")
{
    PartsFixture parts;
    const TemporaryFolder elsewhere;
    const auto loaded = parts.selection.loadFile(PartsFixture::addModel(elsewhere, "own"));
    CHECK(loaded.slot == ownModelSlot);
    CHECK(parts.selection.current().model == nullptr);
    parts.selection.select(loaded);
    parts.selection.select({});
    CHECK(parts.selection.load(ownModelSlot).model == loaded.model);
    const auto entries = parts.selection.entries();
    CHECK(entries.back().name == "own");
    CHECK(entries.back().slot == ownModelSlot);
}

TEST_CASE("A stored slot is kept only if it holds the same model here", "[plugin][parts]")
{
    PartsFixture parts;
    const auto file = PartsFixture::addModel(parts.folder, "alto");
    CHECK(parts.selection.loadFile(file).slot == firstFolderSlot);
    CHECK(parts.selection.slotOfStored(firstFolderSlot, file) == firstFolderSlot);
    CHECK(parts.selection.slotOfStored(firstFolderSlot + 1, file) == ownModelSlot);
    CHECK(parts.selection.slotOfStored(firstFolderSlot, "/gone/alto.safetensors") == ownModelSlot);
    const auto shipped = modelSlotOfText("speech");
    CHECK(parts.selection.slotOfStored(shipped, {}) == shipped);
    // A session keeps a model that was replaced.
    CHECK(parts.selection.slotOfStored(modelSlotOfText("speech16k-4bit"), {}) == ownModelSlot);
    CHECK(parts.selection.slotOfStored(automaticModelSlot, file) == ownModelSlot);
}
