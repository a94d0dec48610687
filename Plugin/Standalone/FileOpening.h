#pragma once

#include "AudioFile/Sound.h"
#include "Signal/SoundGrid.h"

#include <juce_core/juce_core.h>

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dequantizer
{

/// Reads a sound file in the background. The message thread's.
class FileOpening
{
public:
    struct Opened
    {
        juce::File file;
        std::shared_ptr<const Sound> sound; ///< null where `error` says why, in one sentence
        std::vector<float> peaks;           ///< see overview()
        SoundGrid grid;                     ///< of the whole sound
        std::string error;
    };

    /// While none is under way.
    void begin(const juce::File& file);

    [[nodiscard]] bool isUnderWay() const { return opening.valid(); }

    /// What came of it, once; nothing while it is under way.
    [[nodiscard]] std::optional<Opened> takeResult();

private:
    std::future<Opened> opening;
};

/// For what is not JUCE's.
[[nodiscard]] std::filesystem::path pathOf(const juce::File& file);

} // namespace dequantizer
