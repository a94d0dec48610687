#include "AudioFile/AiffLength.h"
#include "Fuzz/FuzzFile.h"
#include "Fuzz/FuzzTargets.h"

#include <tuple>

namespace dequantizer
{

void fuzzAiffLength(std::string_view bytes)
{
    const FuzzFile file("aiff", bytes);
    std::ignore = writeAiffLength(file.path, 3, 3);
    // A chunk COMM that is cut off may be completed, which takes the number of frames beyond the end.
    constexpr std::size_t mostAdded = 6;
    require(std::filesystem::file_size(file.path) <= bytes.size() + mostAdded, "the file does not grow");
}

} // namespace dequantizer
