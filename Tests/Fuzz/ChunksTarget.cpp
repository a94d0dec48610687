#include "AudioFile/DeclaredSound.h"
#include "AudioFile/FlacDepth.h"
#include "AudioFile/ForeignChunks.h"
#include "Fuzz/FuzzFile.h"
#include "Fuzz/FuzzTargets.h"

#include <sstream>
#include <tuple>

namespace dequantizer
{

void fuzzChunks(std::string_view bytes)
{
    std::istringstream stream{std::string(bytes)};
    if (const auto declared = declaredSound(stream))
        std::ignore = declared->isWithin(bytes.size(), 4);
    std::ignore = oddFlacDepth(stream);
    const auto foreign = readForeignChunks(stream);
    std::size_t total = 0;
    for (const auto& chunk : foreign.chunks)
        total += chunk.content.size();
    require(total <= bytes.size(), "the chunks do not overlap");

    // Writing expects a file from libsndfile; a damaged one must not do harm either.
    const FuzzFile file("chunks", bytes);
    if (addForeignChunks(file.path, foreign) && !foreign.chunks.empty())
        require(std::filesystem::file_size(file.path) >= bytes.size(), "the file keeps what it has");
}

} // namespace dequantizer
