#include "Plugin/Engine/Overlap.h"

#include <algorithm>

namespace dequantizer
{

int hopFor(Overlap overlap, int recommended, int frameLength) noexcept
{
    if (overlap == Overlap::recommended)
        return recommended;
    const int divisor = 1 << (static_cast<int>(overlap) - static_cast<int>(Overlap::none));
    return std::max(1, frameLength / divisor);
}

} // namespace dequantizer
