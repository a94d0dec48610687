#pragma once

#include "Plugin/Engine/LearnedSettings.h"
#include "Plugin/Metering/InputTap.h"
#include "Plugin/State/EditHistory.h"

#include <juce_audio_processors/juce_audio_processors.h>

#include <memory>
#include <string>

namespace dequantizer
{

/// Sets bit depth, Follow and strength from three seconds of the input, as one undoable edit. If the sound does not
/// tell them, nothing changes. Message thread.
class Learning
{
public:
    /// All must outlive this object.
    Learning(InputTap& tap, juce::AudioProcessorValueTreeState& parameters, EditHistory& history);
    ~Learning();
    Learning(const Learning&) = delete;
    Learning& operator=(const Learning&) = delete;

    void start();
    void cancel();
    [[nodiscard]] bool isRunning() const noexcept { return running; }

    /// Analyses the input that has arrived in the `seconds` since the last call, and sets the parameters when it was
    /// enough. Call at least five times a second.
    void update(double seconds);

    /// The progress or the result in one short sentence; empty before the first start().
    [[nodiscard]] const std::string& text() const noexcept { return sentence; }

private:
    void finish(std::string result);
    void apply(const LearnedSettings& settings);

    InputTap& input;
    juce::AudioProcessorValueTreeState& values;
    EditHistory& edits;
    std::unique_ptr<SettingsLearner> learner; // null until audio arrives
    std::vector<std::vector<float>> portion;
    std::string sentence;
    double rate = 0.0;         // Hz
    std::size_t channels = 0;  // of the learner
    std::size_t heard = 0;     // samples
    double withoutAudio = 0.0; // seconds
    bool running = false;
};

} // namespace dequantizer
