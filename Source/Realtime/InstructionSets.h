#pragma once

// The instruction sets that kernels are compiled for. A file with kernels includes this before <hwy/foreach_target.h>.

// Arrays of vectors, which keep sums in registers, need a vector length known at compile time.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)

#include <hwy/targets.h>

#include <vector>

namespace dequantizer
{

/// What `kernels` returns on every instruction set of this processor, best first, without null pointers. `kernels`
/// selects by HWY_DYNAMIC_DISPATCH. Do not call this while another thread selects kernels.
template <typename Kernels>
[[nodiscard]] std::vector<const Kernels*> kernelsOfAllInstructionSets(const Kernels* (*kernels)())
{
    std::vector<const Kernels*> available;
    for (const auto instructionSet : hwy::SupportedAndGeneratedTargets())
    {
        hwy::SetSupportedTargetsForTest(instructionSet);
        if (const auto* const ofThisSet = kernels())
            available.push_back(ofThisSet);
    }
    constexpr std::int64_t asDetected = 0;
    hwy::SetSupportedTargetsForTest(asDetected);
    return available;
}

} // namespace dequantizer
