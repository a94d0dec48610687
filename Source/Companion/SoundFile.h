#pragma once

#include <filesystem>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace dequantizer
{

/// Why a sound file cannot be read or written: what() is one sentence for the user that names the file.
class SoundFileError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// One vector of samples a channel, all of one length; full scale is [-1, 1].
using Channels = std::vector<std::vector<float>>;

/// A whole sound file in memory.
struct Sound
{
    double sampleRate = 0.0; ///< Hz
    Channels channels;       ///< at least one
    std::string format;      ///< e.g. "WAV file", as JUCE names it
    int bitsPerSample = 0;   ///< as stored in the file
    bool floatingPoint = false;

    [[nodiscard]] std::size_t length() const noexcept { return channels.front().size(); }
};

/// All channels as one signal, one behind the other: for figures that are taken over all channels together.
[[nodiscard]] std::vector<float> joined(const Channels& channels);

/// Reads WAV, AIFF, FLAC or Ogg Vorbis. Integer samples up to 24 bits are converted exactly.
/// Throws SoundFileError for anything that is not a complete sound file with at least one sample, all of them finite,
/// and for one with more than `mostSamples` samples in all its channels together, of which none is read.
[[nodiscard]] Sound readSoundFile(const std::filesystem::path& file,
                                  std::size_t mostSamples = std::numeric_limits<std::size_t>::max());

/// The bits per sample of a written file, where nobody asks for others.
constexpr int usualBitsPerSample = 24;

/// Throws SoundFileError if `file` has no known sound file extension, cannot store so many bits per sample, or is not
/// in a folder; to be called before long work whose result goes there.
void checkSoundFileTarget(const std::filesystem::path& file, int bitsPerSample);

/// Throws SoundFileError if both are the same file, which would be lost.
void requireOther(const std::filesystem::path& output, const std::filesystem::path& input);

/// Writes `channels` (at least one) in the format of the file's extension: beside it first, then renamed. 32 bits per
/// sample in a WAV file mean floating point; all else is rounded to the nearest integer sample and limited to full
/// scale. Throws SoundFileError, and then leaves the path as it was.
void writeSoundFile(const std::filesystem::path& file, const Channels& channels, double sampleRate,
                    int bitsPerSample = usualBitsPerSample);

} // namespace dequantizer
