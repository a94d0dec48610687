#include "Plugin/Models/PackedModel.h"

#include "Model/Model.h"
#include "Model/ModelError.h"

#include <juce_core/juce_core.h>

#include <algorithm>

namespace dequantizer
{

namespace
{
// The coefficients of the largest valid model and ample room for its metadata.
constexpr std::size_t maxBytes = sizeof(float) * static_cast<std::size_t>(ModelLimits::maxCoefficients) + (1u << 20);

constexpr std::size_t chunkBytes = 1u << 16;

// Coefficients hardly compress: higher levels take longer and gain nothing.
constexpr int compressionLevel = 6;
} // namespace

std::uint64_t fnv1a(std::string_view bytes) noexcept
{
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char byte : bytes)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3u;
    return hash;
}

PackedModel packModel(std::string_view bytes)
{
    juce::MemoryOutputStream packed;
    {
        juce::GZIPCompressorOutputStream compressor(packed, compressionLevel);
        compressor.write(bytes.data(), bytes.size());
    }
    return {fnv1a(bytes), std::string(static_cast<const char*>(packed.getData()), packed.getDataSize())};
}

std::string unpackModel(const PackedModel& packed)
{
    juce::MemoryInputStream stream(packed.bytes.data(), packed.bytes.size(), false);
    juce::GZIPDecompressorInputStream decompressor(stream);
    std::string bytes;
    for (;;)
    {
        const auto before = bytes.size();
        bytes.resize(before + chunkBytes);
        const int read = decompressor.read(bytes.data() + before, static_cast<int>(chunkBytes));
        bytes.resize(before + static_cast<std::size_t>(std::max(0, read)));
        if (read <= 0)
            break;
        if (bytes.size() > maxBytes)
            throw ModelError("the session's model is larger than any valid model");
    }
    if (fnv1a(bytes) != packed.hash)
        throw ModelError("the session's model is damaged");
    return bytes;
}

} // namespace dequantizer
