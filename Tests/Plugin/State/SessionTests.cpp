#include "Catch.h"
#include "Model/ModelError.h"
#include "Plugin/PartsFixture.h"
#include "Plugin/State/Session.h"

using namespace dequantizer;

namespace
{
struct SessionFixture : PartsFixture
{
    EditHistory history{processor.getParameters()};
    Programs programs{processor, reader, history, host};
    ModelActions modelActions{parameters, selection, history, host};
    UserPresets userPresets{folder / "Presets", processor, selection, modelActions, programs, history, host};
    Comparison comparison{processor, selection, modelActions, programs, history, host};
    EditorAppearance appearance;
    Session session{processor, selection, programs, userPresets, comparison, appearance};
};
} // namespace

TEST_CASE("A captured session restores in another instance", "[plugin][parts]")
{
    SessionFixture first, second;
    const TemporaryFolder elsewhere;
    first.selection.select(first.selection.loadFile(PartsFixture::addModel(elsewhere, "own")));
    first.set(parameter::model, "Session's own");
    first.set(parameter::bits, "5.37");
    first.programs.restore({Programs::indexOf("8-bit sampler")});
    first.appearance.setLook({1000, 700, 1});

    const auto state = first.session.capture();
    second.session.restore(state);
    CHECK(encodeState(second.session.capture()) == encodeState(state));
    CHECK(second.selection.current().slot == ownModelSlot);
    CHECK(second.selection.current().model->model.name == "own");
    CHECK(second.programs.current() == 6);
    CHECK(second.appearance.look() == EditorLook{1000, 700, 1});
    CHECK_FALSE(second.selection.followParameter()); // the parameter asks for the restored model
    CHECK_FALSE(second.history.canUndo());
}

TEST_CASE("A session with an invalid model changes nothing", "[plugin][parts]")
{
    SessionFixture fixture;
    fixture.set(parameter::bits, "7");
    const auto before = encodeState(fixture.session.capture());
    State state;
    state.parameters[parameter::bits] = 3.0f;
    state.preset = "8-bit sampler";
    state.look = {1000, 700, 1};
    state.model = packModel("not a model");
    CHECK_THROWS_AS(fixture.session.restore(state), ModelError);
    CHECK(encodeState(fixture.session.capture()) == before);
}

TEST_CASE("Restoring the current model does not unpack it again", "[plugin][parts]")
{
    SessionFixture fixture;
    fixture.selection.select(fixture.selection.loadFile(PartsFixture::addModel(fixture.folder, "alto")));
    fixture.set(parameter::model, "Folder 1");
    auto state = fixture.session.capture();
    const auto model = fixture.selection.current().model;
    fixture.session.restore(state);
    CHECK(fixture.selection.current().model == model);
    CHECK(fixture.selection.current().slot == firstFolderSlot);

    state.model = {};
    fixture.session.restore(state);
    CHECK(fixture.selection.current().model == nullptr);
    CHECK(fixture.text(parameter::model) == "Automatic");
}
