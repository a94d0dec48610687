#include "Catch.h"
#include "Plugin/PartsFixture.h"
#include "Plugin/State/ModelActions.h"

#include <fstream>

using namespace dequantizer;

namespace
{
struct ActionsFixture : PartsFixture
{
    EditHistory history{processor.getParameters()};
    ModelActions actions{parameters, selection, history, host};
};
} // namespace

TEST_CASE("Choosing a model sets its slot and its iterations in one undoable edit", "[plugin][parts]")
{
    ActionsFixture fixture;
    fixture.actions.loadFile(PartsFixture::addModel(fixture.folder, "alto", 7));
    CHECK(fixture.selection.current().model->model.name == "alto");
    CHECK(fixture.text(parameter::model) == "Folder 1");
    CHECK(fixture.text(parameter::iterations) == "7");
    CHECK(fixture.host.modelsSelected == 1);
    CHECK(fixture.host.sessionEdits == 1);
    CHECK_FALSE(fixture.selection.followParameter()); // the parameter asks for the selected model

    fixture.history.undo();
    CHECK(fixture.selection.current().model == nullptr);
    CHECK(fixture.text(parameter::model) == "Automatic");
    CHECK(fixture.text(parameter::iterations) == "10");
    CHECK_FALSE(fixture.history.canUndo());
    fixture.history.redo();
    CHECK(fixture.selection.current().model->model.name == "alto");
    CHECK(fixture.text(parameter::iterations) == "7");
}

TEST_CASE("An invalid model file changes nothing and is reported", "[plugin][parts]")
{
    ActionsFixture fixture;
    const auto bad = fixture.folder / "bad.safetensors";
    std::ofstream(bad) << "hello";
    fixture.actions.loadFile(bad.string());
    CHECK(fixture.host.error.starts_with(bad.string() + ": "));
    CHECK(fixture.host.modelsSelected == 0);
    CHECK(fixture.selection.current().model == nullptr);
    CHECK_FALSE(fixture.history.canUndo());
}

TEST_CASE("Next and previous start from the slot that the parameter asks for", "[plugin][parts]")
{
    ActionsFixture fixture;
    fixture.set(parameter::model, "any-low-latency"); // not followed yet
    fixture.actions.chooseNext();
    CHECK(fixture.text(parameter::model) == "any-best");
    fixture.actions.choosePrevious();
    CHECK(fixture.text(parameter::model) == "any-low-latency");
    fixture.set(parameter::model, "Folder 40"); // empty, so it counts as the automatic choice
    fixture.actions.chooseNext();
    CHECK(fixture.text(parameter::model) == "speech16k-4bit-converged");
}
