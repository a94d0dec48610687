#include "Catch.h"
#include "Signal/UsedBits.h"

#include <vector>

using namespace dequantizer;

namespace
{
std::optional<int> usedBitsOf(const std::vector<float>& samples)
{
    UsedBits used;
    used.process(samples);
    return used.bits();
}
} // namespace

TEST_CASE("The bits in use are those of the finest sample", "[grid]")
{
    CHECK(usedBitsOf({0.0f, 0.5f, -1.0f}) == 2);
    CHECK(usedBitsOf({-1.0f, 1.0f}) == 1);
    CHECK(usedBitsOf({0.5f, 3.0f / 128.0f}) == 8);
    CHECK(usedBitsOf({0.5f, -0x1.0p-23f}) == 24);
    CHECK(usedBitsOf({0.5f, 0x1.0p-31f}) == 32);
    CHECK_FALSE(usedBitsOf({0.5f, 0x1.0p-32f}).has_value());
    CHECK_FALSE(usedBitsOf({0.5f, 1e30f}).has_value());
    CHECK_FALSE(usedBitsOf({0.0f, 0.0f}).has_value());
}
