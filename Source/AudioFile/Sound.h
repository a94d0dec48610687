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
    muLaw,  ///< ITU-T G.711; the samples are the decoded ones
    aLaw,   ///< ITU-T G.711; the samples are the decoded ones
    lossy   ///< Vorbis, MP3, ADPCM and others: the samples are what the decoder makes of the file
};

/// A whole sound file in memory.
struct Sound
{
    double sampleRate = 0.0; ///< Hz
    Channels channels;       ///< at least one
    std::string format;      ///< for the user, e.g. "WAV file"
    SampleEncoding encoding = SampleEncoding::linear;
    int bitsPerSample = 0;      ///< as stored in the file; of the decoded samples where the encoding is lossy
    bool floatingPoint = false; ///< the same, whether they are floating-point numbers

    [[nodiscard]] std::size_t length() const noexcept { return channels.front().size(); }
};

/// All channels as one signal, one after the other: for figures that are taken over all channels together.
[[nodiscard]] std::vector<float> joined(const Channels& channels);

} // namespace dequantizer
