#pragma once

#include <string>

namespace dequantizer
{

/// Reports the current test case as skipped, for a reason that completes "skipped: ...". The test case continues, so
/// return after the call if nothing else can be checked. A test program whose test cases were all skipped, without a
/// failure, exits with `skipExitCode`, which CTest reports as "Skipped" (SKIP_RETURN_CODE in
/// Tests/CMakeLists.txt).
///
/// Catch2 3 has SKIP for this, Catch2 2 (in Debian 12) does not. Both use this function, because their exit code is
/// otherwise the number of failed assertions, which may equal that of a skipped test.
void skip(const std::string& reason);

constexpr int skipExitCode = 4;

} // namespace dequantizer
