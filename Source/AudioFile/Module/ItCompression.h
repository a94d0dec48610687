#pragma once

#include "AudioFile/Module/ModuleBytes.h"

namespace dequantizer
{

/// The samples of a compressed sample, and the position of what follows it.
struct DecompressedIt
{
    std::vector<float> samples;
    std::size_t end;
};

/// Decodes at most `length` samples of `bits` (8 or 16) bits from `position` on. Fewer if the module ends before. With
/// `isTwice`, the numbers are differences of differences.
///
/// Each block of 32 KB of samples starts with its length in bytes. The numbers in it are differences and have a varying
/// width of up to `bits` + 1 bits. Some values of a number change the width instead: at a width below 7, the one with
/// only the highest bit set, followed by the new width; at a width up to `bits`, some values in the middle; at the
/// largest width, those with the highest bit set.
[[nodiscard]] DecompressedIt decompressIt(const ModuleBytes& module, std::size_t position, std::size_t length, int bits,
                                          bool isTwice);

} // namespace dequantizer
