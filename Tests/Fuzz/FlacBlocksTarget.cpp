#include "AudioFile/FlacBlocks.h"
#include "Fuzz/FuzzFile.h"
#include "Fuzz/FuzzTargets.h"

#include <fstream>
#include <sstream>

namespace dequantizer
{

void fuzzFlacBlocks(std::string_view bytes)
{
    std::istringstream stream{std::string(bytes)};
    const auto blocks = readFlacBlocks(stream);
    std::size_t total = 0;
    for (const auto& block : blocks)
        total += block.content.size();
    require(total <= bytes.size(), "the blocks do not overlap");

    const FuzzFile file("flac", bytes);
    if (!addFlacBlocks(file.path, blocks) || blocks.empty())
        return;
    std::ifstream written(file.path, std::ios::binary);
    const auto again = readFlacBlocks(written);
    require(again.size() >= blocks.size(), "the blocks are written");
}

} // namespace dequantizer
