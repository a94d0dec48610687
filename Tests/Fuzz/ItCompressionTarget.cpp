#include "AudioFile/Module/ItCompression.h"
#include "Fuzz/FuzzTargets.h"

namespace dequantizer
{

// The first byte selects the width of the samples and the version.
void fuzzItCompression(std::string_view bytes)
{
    if (bytes.empty())
        return;
    const int bits = (bytes.front() & 1) != 0 ? 16 : 8;
    const bool isTwice = (bytes.front() & 2) != 0;
    constexpr std::size_t most = 100000;
    const auto decoded = decompressIt(ModuleBytes(bytes), 1, most, bits, isTwice);
    require(decoded.samples.size() <= most, "there are no more samples than declared");
    require(decoded.samples.size() <= 8 * bytes.size(), "each sample takes a bit");
}

} // namespace dequantizer
