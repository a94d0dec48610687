#pragma once

#include <string>
#include <vector>

namespace dequantizer
{

/// The arguments of main() in UTF-8, without the program's name. On Windows they do not come from `argv`, which has
/// them in the code page of the process, with a question mark for each character that it lacks.
[[nodiscard]] std::vector<std::string> programArguments(int argc, const char* const* argv);

} // namespace dequantizer
