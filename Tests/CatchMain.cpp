// Catch2 2 wants its main() compiled by someone; Catch2 3 brings it along, and then this is not built.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
