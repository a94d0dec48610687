#pragma once

// Catch2 3 and Catch2 2 (Debian 12's) differ in the header and in the names of some comparisons.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
using Catch::Matchers::ContainsSubstring;
#else
#include <catch2/catch.hpp>

[[nodiscard]] inline auto ContainsSubstring(const std::string& part)
{
    return Catch::Matchers::Contains(part);
}
#endif
