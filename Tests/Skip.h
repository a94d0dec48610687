#pragma once

#include <string>

namespace dequantizer
{

/// Reports the running test case as skipped, for a reason that completes "skipped: ...". The test case continues:
/// return after the call where nothing is left to check. A test program whose test cases were all skipped, and in which
/// nothing failed, exits with `skipExitCode`, which CTest reports as "Skipped" (SKIP_RETURN_CODE in
/// Tests/CMakeLists.txt).
///
/// Catch2 3 has SKIP for this, Catch2 2 (Debian 12's) has not. Both share this function because the exit code of either
/// is otherwise the number of failed assertions, which may equal that of a skipped test.
void skip(const std::string& reason);

constexpr int skipExitCode = 4;

} // namespace dequantizer
