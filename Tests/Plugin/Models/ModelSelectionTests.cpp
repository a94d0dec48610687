#include "Catch.h"
#include "Model/ModelError.h"
#include "Plugin/PartsFixture.h"

#include <fstream>

using namespace dequantizer;

TEST_CASE("The selection follows the parameter once per change", "[plugin][parts]")
{
    PartsFixture parts;
    CHECK_FALSE(parts.selection.followParameter());
    parts.set(parameter::model, "speech16k-6bit");
    CHECK(parts.selection.followParameter());
    CHECK_FALSE(parts.selection.followParameter());
    CHECK(parts.selection.current().model->model.name == "speech16k-6bit");
    CHECK(parts.selection.current().slot == modelSlotOfText("speech16k-6bit"));
}

TEST_CASE("The selection tries an invalid file once and keeps the previous model", "[plugin][parts]")
{
    PartsFixture parts;
    parts.set(parameter::model, "speech16k-6bit");
    REQUIRE(parts.selection.followParameter());
    std::ofstream(parts.folder / "bad.safetensors") << "hello";
    std::ignore = parts.selection.entries(); // reads the folder
    parts.set(parameter::model, "Folder 1");
    CHECK_THROWS_AS(parts.selection.followParameter(), ModelError);
    CHECK_FALSE(parts.selection.followParameter());
    CHECK(parts.selection.current().model->model.name == "speech16k-6bit");
}

TEST_CASE("The selection does not follow the parameter during a pause", "[plugin][parts]")
{
    PartsFixture parts;
    {
        const ModelSelection::FollowingPause outer(parts.selection);
        {
            const ModelSelection::FollowingPause inner(parts.selection);
        }
        parts.set(parameter::model, "speech16k-6bit");
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
    CHECK(parts.selection.slotOfStored(firstShippedSlot, {}) == firstShippedSlot);
    CHECK(parts.selection.slotOfStored(automaticModelSlot, file) == ownModelSlot);
}
