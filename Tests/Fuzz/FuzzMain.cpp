// What libFuzzer calls. DEQUANTIZER_FUZZ_TARGET is the function of one target.

#include "Fuzz/FuzzTargets.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    dequantizer::DEQUANTIZER_FUZZ_TARGET({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
