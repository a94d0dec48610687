#include "Companion/CorpusManifest.h"
#include "Fuzz/FuzzFile.h"
#include "Fuzz/FuzzTargets.h"

#include <cmath>

namespace dequantizer
{

void fuzzCorpusManifest(std::string_view bytes)
{
    const FuzzFile file("manifest.jsonl", bytes);
    try
    {
        for (const auto& sound : readCorpusManifest(file.path, "dev"))
        {
            require(sound.split == "dev", "only the sounds of the part are returned");
            require(std::isfinite(sound.durationSeconds) && std::isfinite(sound.sampleRate), "the numbers are finite");
        }
    }
    catch (const std::runtime_error&)
    {
    }
}

} // namespace dequantizer
