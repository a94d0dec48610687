#include "Plugin/Standalone/LiveInput.h"

#include "Plugin/Standalone/OutputChannels.h"
#include "Plugin/Standalone/WholeSound.h"

#include <algorithm>

namespace dequantizer
{

namespace
{
// Blocks of any length are processed in chunks of at most this many samples.
constexpr int liveChunk = 512;
} // namespace

void LiveInput::prepare(int channels, double sampleRate)
{
    if (channels > 0)
        prepareFor(processor, channels, sampleRate, liveChunk);
    chunk.assign(static_cast<std::size_t>(channels), std::vector<float>(liveChunk));
    chunkPointers = pointersTo(chunk);
}

void LiveInput::render(const float* const* inputs, int inputCount, float* const* outputs, int outputCount,
                       int count) noexcept
{
    if (inputCount != static_cast<int>(chunk.size()) || chunk.empty())
    {
        for (int output = 0; output < outputCount; ++output)
            std::fill_n(outputs[output], count, 0.0f);
        return;
    }
    for (int offset = 0; offset < count; offset += liveChunk)
    {
        const int length = std::min(liveChunk, count - offset);
        for (int channel = 0; channel < inputCount; ++channel)
        {
            float* const to = chunkPointers[static_cast<std::size_t>(channel)];
            if (inputs[channel] != nullptr)
                std::copy_n(inputs[channel] + offset, length, to);
            else
                std::fill_n(to, length, 0.0f);
        }
        block.setDataToReferTo(chunkPointers.data(), inputCount, length);
        processor.processBlock(block, midi);
        writeToOutputs(chunk, outputs, outputCount, offset, length);
    }
}

} // namespace dequantizer
