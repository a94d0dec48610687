#pragma once

#include <cstddef>

namespace dequantizer
{

/// The peak of the allocated heap memory, in bytes, relative to that at construction. Counts the calls of malloc() and
/// free() in the test program and the libraries of the project, which the linker redirects (see CMakeLists.txt).
class PeakMemory
{
public:
    PeakMemory();
    [[nodiscard]] std::size_t bytes() const;
};

} // namespace dequantizer
