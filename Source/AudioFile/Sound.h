#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace dequantizer
{

/// One vector of samples per channel, all of the same length; full scale is [-1, 1].
using Channels = std::vector<std::vector<float>>;

/// How a file stores its samples.
enum class SampleEncoding
{
    linear, ///< integers or floating-point numbers, compressed losslessly or not
    muLaw,  ///< ITU-T G.711; the samples are decoded
    aLaw,   ///< ITU-T G.711; the samples are decoded
    lossy   ///< Vorbis, MP3, ADPCM and others; the samples are decoded
};

/// What a sound file says about its samples.
struct SoundProperties
{
    double sampleRate = 0.0; ///< Hz
    std::string format;      ///< for messages, e.g. "WAV file"
    SampleEncoding encoding = SampleEncoding::linear;
    int bitsPerSample = 0;      ///< as stored in the file; for a lossy encoding, that of the decoded samples
    bool floatingPoint = false; ///< likewise, whether they are floating-point numbers
};

/// A whole sound file in memory.
struct Sound : SoundProperties
{
    Channels channels; ///< at least one

    [[nodiscard]] std::size_t length() const noexcept { return channels.front().size(); }
};

/// All channels in one signal, one after the other, for figures over all channels together.
[[nodiscard]] std::vector<float> joined(const Channels& channels);

} // namespace dequantizer
