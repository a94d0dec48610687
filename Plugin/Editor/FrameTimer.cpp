#include "Plugin/Editor/FrameTimer.h"

#include <utility>

namespace dequantizer
{

namespace
{
constexpr int framesPerSecond = 60;
} // namespace

FrameTimer::FrameTimer(juce::Component& watched, std::function<void(double)> callback)
    : ComponentMovementWatcher(&watched), component(watched), onFrame(std::move(callback))
{
    follow();
}

FrameTimer::~FrameTimer()
{
    stopTimer();
}

void FrameTimer::timerCallback()
{
    const double now = juce::Time::getMillisecondCounterHiRes();
    const double elapsed = now - lastFrame;
    lastFrame = now;
    // There is no notification when a window is minimised or restored.
    if (component.isShowing())
        onFrame(elapsed / 1000.0);
}

void FrameTimer::follow()
{
    // Like isShowing(), except that a minimised window counts as visible.
    const auto* shown = &component;
    while (shown->isVisible() && shown->getParentComponent() != nullptr)
        shown = shown->getParentComponent();
    if (!shown->isVisible() || shown->getPeer() == nullptr)
        stopTimer();
    else if (!isTimerRunning())
    {
        lastFrame = juce::Time::getMillisecondCounterHiRes();
        startTimerHz(framesPerSecond);
    }
}

} // namespace dequantizer
