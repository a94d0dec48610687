#pragma once

#include "AudioFile/SndFileStream.h"
#include "AudioFile/SoundExtras.h"
#include "AudioFile/SoundFormat.h"
#include "Files/AtomicFile.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace dequantizer
{

/// The size of a sound that is to be written.
struct SoundSize
{
    int channels = 1;         ///< >= 1
    double sampleRate = 0.0;  ///< Hz
    std::uint64_t length = 0; ///< samples per channel
};

/// Writes a sound file in portions, so that its length does not matter for memory. The file appears under its name, and
/// replaces another one, only when it is complete. For formats and rounding see writeSoundFile().
class SoundWriter
{
public:
    /// Throws SoundFileError or FileError if the file cannot be written or the format cannot hold this sound. What the
    /// format cannot hold of `extras` is dropped.
    SoundWriter(const std::filesystem::path& file, const WritableFormat& format, int bitsPerSample,
                const SoundSize& size, SoundExtras extras = {});

    /// Writes `samples` more samples of each channel, from one pointer per channel. The size of the portions does not
    /// affect the file. Throws SoundFileError.
    void write(const float* const* source, std::size_t samples);

    /// Completes the file, which then must have received `size.length` samples per channel, and gives it its name.
    /// Throws SoundFileError or FileError. Without this call, the destructor removes what was written.
    void finish();

private:
    void writeBlock();
    [[nodiscard]] bool complete() const;
    [[noreturn]] void fail() const;

    std::filesystem::path file;
    SoundSize size;
    WritableFormat format;
    WritableDepth depth;
    StoredSamples stored{};
    SoundExtras extras;
    std::size_t blockLength;
    AtomicFile replacement;
    SndFileStream stream;
    std::vector<float> block; // interleaved
    std::vector<int> integers;
};

} // namespace dequantizer
