#pragma once

#include "Catch.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace dequantizer
{

/// The content of a file. Fails the current test if there is none.
[[nodiscard]] inline std::string bytesOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    REQUIRE(stream.good());
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace dequantizer
