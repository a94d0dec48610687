#include "Plugin/State/Learning.h"

#include "Plugin/State/ParameterSnapshot.h"
#include "Plugin/State/Parameters.h"

#include <cstdio>

namespace dequantizer
{

namespace
{
constexpr double secondsToHear = 3.0;
constexpr double mostSecondsWithoutAudio = 5.0;
} // namespace

Learning::Learning(InputTap& tap, juce::AudioProcessorValueTreeState& parameters, EditHistory& history)
    : input(tap), values(parameters), edits(history)
{
}

Learning::~Learning()
{
    input.listen(false);
}

void Learning::start()
{
    learner.reset();
    portion.clear();
    heard = 0;
    withoutAudio = 0.0;
    running = true;
    sentence = "Listening: play some sound.";
    input.listen(true);
}

void Learning::cancel()
{
    if (running)
        finish("Stopped: nothing was changed.");
}

void Learning::finish(std::string result)
{
    input.listen(false);
    learner.reset();
    running = false;
    sentence = std::move(result);
}

void Learning::update(double seconds)
{
    if (!running)
        return;
    const double newRate = input.read(portion);
    if (portion.empty() || portion.front().empty())
    {
        withoutAudio += seconds;
        if (withoutAudio > mostSecondsWithoutAudio)
            finish("No audio arrives: nothing was changed.");
        return;
    }
    withoutAudio = 0.0;
    if (learner == nullptr || newRate != rate || portion.size() != channels)
    {
        rate = newRate;
        channels = portion.size();
        heard = 0;
        learner = std::make_unique<SettingsLearner>(static_cast<int>(channels), rate);
    }
    learner->process(portion);
    heard += portion.front().size();
    const double secondsHeard = static_cast<double>(heard) / rate;
    if (secondsHeard < secondsToHear)
    {
        char text[64];
        std::snprintf(text, sizeof text, "Listening: %d.%d of 3 s.", static_cast<int>(secondsHeard),
                      static_cast<int>(10.0 * secondsHeard) % 10);
        sentence = text;
        return;
    }
    const auto settings = learner->learned();
    if (settings.bits)
        apply(settings);
    finish(settings.text);
}

void Learning::apply(const LearnedSettings& settings)
{
    const EditHistory::Step step(edits);
    const auto set = [this](const char* id, double value)
    { setParameter(*values.getParameter(id), static_cast<float>(value), ChangeOrigin::user); };
    set(parameter::bits, *settings.bits);
    set(parameter::automaticBits, settings.followsGrid ? 1.0 : 0.0);
    if (settings.strength)
        set(parameter::strength, *settings.strength);
}

} // namespace dequantizer
