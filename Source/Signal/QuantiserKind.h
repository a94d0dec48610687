#pragma once

#include "Signal/CompandedLevels.h"
#include "Signal/SoundGrid.h"

#include <optional>

namespace dequantizer
{

/// The kinds of quantisers that the levels of a sound tell apart. Truncated samples are mid-tread: the levels are the
/// same, and the place of the cells around them does not show.
enum class QuantiserKind
{
    unknown,     ///< not enough sound
    none,        ///< no quantiser coarser than one of 13.5 bits
    midTread,    ///< a level at zero
    midRise,     ///< levels half a step from zero, such as those of unsigned samples between -1 and 1
    otherOffset, ///< evenly spaced levels elsewhere: an offset followed the quantiser
    muLaw,       ///< decoded from the telephone code of this law
    aLaw
};

/// Whether the levels of a quantiser of this kind are evenly spaced.
[[nodiscard]] constexpr bool hasEvenLevels(QuantiserKind kind) noexcept
{
    return kind == QuantiserKind::midTread || kind == QuantiserKind::midRise || kind == QuantiserKind::otherOffset;
}

/// Whether it is a telephone code.
[[nodiscard]] constexpr bool isCompanded(QuantiserKind kind) noexcept
{
    return kind == QuantiserKind::muLaw || kind == QuantiserKind::aLaw;
}

/// A kind of quantiser and how sure it is.
struct KnownQuantiser
{
    QuantiserKind kind = QuantiserKind::unknown;
    double confidence = 0.0; ///< 0 .. 1
    double gain = 1.0;       ///< that followed the decoder of a telephone code
};

/// The kind of the quantiser of a sound whose levels are evenly spaced as in `grid`, or lie on those of a telephone
/// code. The least spacing of such a code makes a uniform grid too, so that soft sound may be either of them; the grid
/// is then less sure.
[[nodiscard]] KnownQuantiser quantiserOf(const SoundGrid& grid,
                                         const std::optional<CompandedLevels>& companded) noexcept;

/// A text such as "mid-rise" or "A-law".
[[nodiscard]] const char* nameOf(QuantiserKind kind) noexcept;

} // namespace dequantizer
