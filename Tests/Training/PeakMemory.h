#pragma once

#include <cstddef>

namespace dequantizer
{

/// The most heap memory in use at once, in bytes, above what was in use when this was made. Counts malloc() and free()
/// as called from the test program and the project's libraries, which the linker redirects (see CMakeLists.txt).
class PeakMemory
{
public:
    PeakMemory();
    [[nodiscard]] std::size_t bytes() const;
};

} // namespace dequantizer
