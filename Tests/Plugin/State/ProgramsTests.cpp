#include "Catch.h"
#include "Plugin/PartsFixture.h"
#include "Plugin/State/Programs.h"

using namespace dequantizer;

namespace
{
constexpr int fiveBit = 2, sampler = 6;

struct ProgramsFixture : PartsFixture
{
    EditHistory history{processor.getParameters()};
    Programs programs{processor, reader, history, host};
};
} // namespace

TEST_CASE("A program selected by the host is not recorded", "[plugin][parts]")
{
    ProgramsFixture fixture;
    CHECK(fixture.programs.select(fiveBit));
    CHECK(fixture.text(parameter::bits) == "5");
    CHECK(fixture.programs.current() == fiveBit);
    CHECK_FALSE(fixture.history.canUndo());
    CHECK(fixture.host.programChanges == 0);

    fixture.set(parameter::bits, "7");
    CHECK_FALSE(fixture.programs.select(fiveBit)); // current already
    CHECK_FALSE(fixture.programs.select(-1));
    CHECK_FALSE(fixture.programs.select(fixture.programs.count()));
    CHECK(fixture.text(parameter::bits) == "7");
}

TEST_CASE("A program chosen by the user is one undoable edit", "[plugin][parts]")
{
    ProgramsFixture fixture;
    fixture.programs.choose(sampler);
    CHECK(fixture.text(parameter::rate) == "Session rate");
    CHECK(fixture.host.programChanges == 1);
    CHECK_FALSE(fixture.programs.isModified());

    fixture.set(parameter::mix, "50");
    CHECK(fixture.programs.isModified());
    fixture.programs.choose(sampler); // again, to discard the change
    CHECK(fixture.text(parameter::mix) == "100");

    fixture.history.undo();
    fixture.history.undo();
    CHECK(fixture.programs.current() == 0);
    CHECK(fixture.text(parameter::rate) == "Automatic");
    CHECK_FALSE(fixture.history.canUndo());
}

TEST_CASE("A restored program becomes current without being applied", "[plugin][parts]")
{
    ProgramsFixture fixture;
    fixture.programs.restore({Programs::indexOf("8-bit sampler")});
    CHECK(fixture.programs.current() == sampler);
    CHECK(fixture.text(parameter::rate) == "Automatic");
    fixture.programs.restore({Programs::indexOf("no such preset")});
    CHECK(fixture.programs.current() == 0);
}
