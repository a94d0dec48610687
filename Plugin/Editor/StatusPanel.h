#pragma once

#include "Plugin/Editor/Theme.h"
#include "Plugin/Metering/CallbackLoad.h"
#include "Plugin/State/PluginStatus.h"

namespace dequantizer
{

/// The operator in use, rates, latency and processor load.
class StatusPanel final : public juce::Component
{
public:
    /// Pixels.
    static constexpr int height = 98;

    explicit StatusPanel(CallbackLoad& measured);

    void show(const Status& status);

    /// Refreshes the load.
    void update();

    void resized() override;

private:
    CallbackLoad& callbackLoad;
    ThemedLabel load;
    juce::TextButton reset{"Reset"};
    ThemedLabel operation, notice;
};

} // namespace dequantizer
