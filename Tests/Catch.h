#pragma once

// Catch2 3 and Catch2 2 (Debian 12's) differ in the header and in the name of the approximate comparison.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
