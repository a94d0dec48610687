#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

#include <functional>

namespace dequantizer
{

/// Calls back about 60 times per second while a component is visible, with the seconds since the last call. Stops its
/// timer while the component is not visible.
class FrameTimer final : private juce::ComponentMovementWatcher, private juce::Timer
{
public:
    FrameTimer(juce::Component& watched, std::function<void(double)> callback);
    ~FrameTimer() override;

    [[nodiscard]] bool isRunning() const noexcept { return isTimerRunning(); }

private:
    using juce::ComponentMovementWatcher::componentMovedOrResized;
    using juce::ComponentMovementWatcher::componentVisibilityChanged;

    void componentMovedOrResized(bool, bool) override {}
    void componentPeerChanged() override { follow(); }
    void componentVisibilityChanged() override { follow(); }
    void timerCallback() override;
    void follow();

    juce::Component& component;
    std::function<void(double)> onFrame;
    double lastFrame = 0.0; // milliseconds
};

} // namespace dequantizer
