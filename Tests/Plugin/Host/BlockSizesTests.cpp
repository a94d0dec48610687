#include "Plugin/Host/BlockSizes.h"

#include "Catch.h"

using dequantizer::host::BlockSizes;

TEST_CASE("Random block lengths depend on the seed alone and stay within their range", "[host]")
{
    BlockSizes first("random", 5), second("random", 5), other("random", 6);
    bool differs = false;
    int smallest = BlockSizes::maxRandom, largest = 1;
    for (int i = 0; i < 20000; ++i)
    {
        const int size = first.next();
        smallest = std::min(smallest, size);
        largest = std::max(largest, size);
        REQUIRE(size == second.next());
        differs = differs || size != other.next();
    }
    CHECK(differs);
    CHECK(smallest == 1);
    CHECK(largest == BlockSizes::maxRandom);
    CHECK(first.max() == BlockSizes::maxRandom);
}

TEST_CASE("A block length is a whole number of samples or random", "[host]")
{
    CHECK(BlockSizes("37", 0).next() == 37);
    CHECK(BlockSizes("37", 0).max() == 37);
    const auto* const text = GENERATE("", "0", "-1", "1.5", "64 ", "many", "99999999999999999999", "1048577");
    CHECK_THROWS_AS(BlockSizes(text, 0), std::invalid_argument);
}
