#pragma once

#include "Plugin/Editor/Theme.h"
#include "Plugin/Processor.h"

namespace dequantizer
{

/// What the plugin does, at which rates and latency, and what that costs.
class StatusPanel final : public juce::Component
{
public:
    /// That it is laid out for.
    static constexpr int height = 98;

    explicit StatusPanel(Processor& processor);

    void show(const Status& status);

    /// Shows the load as it is now.
    void update();

    void resized() override;

private:
    Processor& processor;
    ThemedLabel load;
    juce::TextButton reset{"Reset"};
    ThemedLabel operation, notice;
};

} // namespace dequantizer
