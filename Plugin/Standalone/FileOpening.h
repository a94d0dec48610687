#pragma once

#include "AudioFile/Sound.h"
#include "Signal/SoundGrid.h"

#include <juce_core/juce_core.h>

#include <filesystem>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dequantizer
{

/// The most samples of a sound, in all channels together: 2 GiB, or 1.7 hours of stereo at 44.1 kHz. An export needs as
/// much again.
inline constexpr std::size_t mostSamplesInMemory = std::size_t{1} << 29;

/// Reads a sound file in the background. Message thread.
class FileOpening
{
public:
    struct Result
    {
        juce::File file;
        std::shared_ptr<const Sound> sound; ///< null if the file cannot be read
        std::vector<float> peaks;           ///< see overview()
        SoundGrid grid;                     ///< see findGrid()
        std::string error;                  ///< why the file cannot be read, in one sentence; empty if it can
    };

    /// Starts reading. Requires !isInProgress().
    void begin(const juce::File& file);

    [[nodiscard]] bool isInProgress() const { return opening.valid(); }

    /// Returns the result once, after reading has finished.
    [[nodiscard]] std::optional<Result> takeResult();

private:
    std::future<Result> opening;
};

/// Converts a juce::File to a standard path.
[[nodiscard]] std::filesystem::path pathOf(const juce::File& file);

} // namespace dequantizer
