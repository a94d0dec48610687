#pragma once

#include "Catch.h"
#include "Companion/CommandLine.h"
#include "FileBytes.h"
#include "TemporaryFolder.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace dequantizer
{

/// Runs `dequantizer-host` with these arguments and waits for it. Its home folder has no installed plugins.
[[nodiscard]] inline RunResult runHost(const std::vector<std::string>& arguments)
{
#ifndef _WIN32 // there, the folders of plugins do not depend on variables
    static const TemporaryFolder home;
    setenv("HOME", home.path.c_str(), 1);
#endif
    return runProgram(DEQUANTIZER_HOST, arguments);
}

/// Fails the current test if the program failed.
inline void requireSuccess(const RunResult& result)
{
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
}

} // namespace dequantizer
