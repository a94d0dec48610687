#pragma once

#include "Plugin/Editor/Theme.h"
#include "Plugin/State/Learning.h"

namespace dequantizer
{

/// The button that learns the settings from the sound, and its progress or result. Closing the editor stops it.
class LearnRow final : public juce::Component
{
public:
    explicit LearnRow(Learning& learningOfPlugin);
    ~LearnRow() override;

    /// `seconds` >= 0 after the last call.
    void update(double seconds);

    void resized() override;

private:
    void show();

    Learning& learning;
    juce::TextButton button;
    ThemedLabel result;
    bool isShownRunning = true;
};

} // namespace dequantizer
