#pragma once

#include "AudioFile/DeclaredSound.h"
#include "AudioFile/RawFormat.h"
#include "AudioFile/SndFileStream.h"
#include "AudioFile/Sound.h"
#include "AudioFile/SoundExtras.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace dequantizer
{

/// What to do with a file that ends before its sound does.
enum class TruncatedFile
{
    refuse,
    salvage ///< read the sound as far as it goes, also if it is damaged there
};

/// Reads a sound file in portions, so that its length does not matter for memory. For the formats, and the conversion
/// of the samples, see readSoundFile().
class SoundReader
{
public:
    /// Throws SoundFileError if this is not a sound file with at least one sample, if it is known to be truncated and
    /// not to be salvaged, or if the rate is above 1 MHz.
    ///
    /// With `raw`, the file has no header and is read as this says.
    explicit SoundReader(const std::filesystem::path& file, const std::optional<RawFormat>& raw = {},
                         TruncatedFile onTruncation = TruncatedFile::refuse);

    [[nodiscard]] const SoundProperties& properties() const noexcept { return description; }

    /// The number of channels, at least 1.
    [[nodiscard]] int channels() const noexcept { return channelCount; }

    /// The number of samples per channel, if the file gives it. It is then also the number that read() returns in
    /// total, or else read() throws; a file to be salvaged may have fewer.
    [[nodiscard]] std::optional<std::uint64_t> length() const noexcept { return declaredLength; }

    /// Reads at most `samples` > 0 samples of each channel to `destination`, one pointer per channel. Returns their
    /// number, which is 0 at the end of the sound and less than `samples` only just before it. Throws SoundFileError if
    /// the sound is damaged or truncated, or if a sample is not finite.
    [[nodiscard]] std::size_t read(float* const* destination, std::size_t samples);

    /// Whether the file is known so far to end before its sound does. Always false unless such files are salvaged.
    [[nodiscard]] bool endsEarly() const noexcept { return isCutShort; }

    /// Everything in the file beside the sound that a SoundWriter can keep.
    [[nodiscard]] SoundExtras extras();

private:
    [[nodiscard]] std::optional<std::uint64_t> lengthIn(const SF_INFO& info,
                                                        const std::optional<DeclaredSound>& declared);
    void cutShort(const char* reason);
    [[nodiscard]] std::size_t readBlock(std::size_t samples);
    void requireFinite(std::size_t samples) const;

    std::filesystem::path file;
    SndFileStream stream;
    const bool isRaw;
    const TruncatedFile ifTruncated;
    bool isCutShort = false;
    SoundProperties description;
    int channelCount = 0;
    std::optional<std::uint64_t> declaredLength;
    std::uint64_t position = 0;
    bool atEnd = false;
    std::vector<float> floats;
    std::vector<int> integers;
};

} // namespace dequantizer
