#include "AudioFile/OggPages.h"
#include "Fuzz/FuzzTargets.h"

#include <sstream>
#include <tuple>

namespace dequantizer
{

void fuzzOggPages(std::string_view bytes)
{
    std::istringstream stream{std::string(bytes)};
    std::ignore = endsWithLastOggPage(stream, bytes.size());
}

} // namespace dequantizer
