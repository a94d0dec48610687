#include "Catch.h"
#include "Model/ModelError.h"
#include "Model/TextMatrix.h"
#include "TemporaryFolder.h"

#include <fstream>

using namespace dequantizer;

TEST_CASE("Text written by NumPy's savetxt is read", "[model]")
{
    const auto matrix = parseTextMatrix("# a comment\n1.000000000000000000e+00 -2.5e-01 3\n\n4,5,6 # more\r\n");
    REQUIRE(matrix.rows() == 2);
    REQUIRE(matrix.cols() == 3);
    CHECK(matrix(0, 1) == -0.25f);
    CHECK(matrix(1, 2) == 6.0f);
}

TEST_CASE("Text that is not a matrix is rejected with its line number", "[model]")
{
    CHECK_THROWS_WITH(parseTextMatrix("1 2\n3\n"), "line 2 has 1 values, the lines before it have 2");
    CHECK_THROWS_WITH(parseTextMatrix("1 2\n3 x\n"), "line 2: \"x\" is not a finite number");
    CHECK_THROWS_WITH(parseTextMatrix("nan 2\n"), "line 1: \"nan\" is not a finite number");
    CHECK_THROWS_WITH(parseTextMatrix("1e99 2\n"), "line 1: \"1e99\" is not a finite number");
    CHECK_THROWS_WITH(parseTextMatrix("\n# nothing\n"), "there is no matrix in this text");
}

TEST_CASE("A model from text has the published settings", "[model]")
{
    const TemporaryFolder folder;
    std::ofstream(folder / "K.txt") << "2 0 0 0 0 0 0 0\n0 1 0 0 0 0 0 0\n";
    const auto model = importTextModel(folder / "K.txt", 0.125);
    CHECK(model.rows() == 2);
    CHECK(model.frameLength() == 8);
    CHECK(model.steps.sigma == Approx(10.0 * 0.99 / 2.0));
    CHECK(model.steps.tau == Approx(0.99 / 20.0));
    CHECK(model.iterations == 10);
    CHECK(model.hop == 1);

    std::ofstream(folder / "zero.txt") << "0 0\n";
    CHECK_THROWS_WITH(importTextModel(folder / "zero.txt", 0.125),
                      (folder / "zero.txt").string() + ": sigma must be a positive number");
}
