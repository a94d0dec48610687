#include "Signal/QuantiserKind.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr double kindTolerance = 0.05;          // of the offset, in units of Delta
constexpr double mostConfidenceIfEither = 0.75; // if the levels fit both a grid and a telephone code

QuantiserKind kindOf(const Grid& grid) noexcept
{
    if (std::abs(grid.offset) < kindTolerance)
        return QuantiserKind::midTread;
    return std::abs(grid.offset - 0.5) < kindTolerance ? QuantiserKind::midRise : QuantiserKind::otherOffset;
}
} // namespace

KnownQuantiser quantiserOf(const SoundGrid& grid, const std::optional<CompandedLevels>& companded) noexcept
{
    if (companded && companded->confidence >= 0.5)
        return {companded->law == CompandingLaw::mu ? QuantiserKind::muLaw : QuantiserKind::aLaw, companded->confidence,
                companded->gain};
    switch (grid.state)
    {
    case GridState::unknown:
        return {};
    case GridState::none:
        return {QuantiserKind::none, companded ? mostConfidenceIfEither : 1.0};
    case GridState::found:
        break;
    }
    return {kindOf(grid.grid),
            companded ? std::min(grid.grid.confidence, mostConfidenceIfEither) : grid.grid.confidence};
}

const char* nameOf(QuantiserKind kind) noexcept
{
    switch (kind)
    {
    case QuantiserKind::unknown:
        break;
    case QuantiserKind::none:
        return "none";
    case QuantiserKind::midTread:
        return "mid-tread";
    case QuantiserKind::midRise:
        return "mid-rise";
    case QuantiserKind::otherOffset:
        return "other offset";
    case QuantiserKind::muLaw:
        return "mu-law";
    case QuantiserKind::aLaw:
        return "A-law";
    }
    return "unknown";
}

} // namespace dequantizer
