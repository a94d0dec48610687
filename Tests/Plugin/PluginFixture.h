#pragma once

#include "Plugin/Processor.h"
#include "Signals.h"

#include <juce_events/juce_events.h>

#include <functional>
#include <vector>

namespace dequantizer
{

/// A few gliding partials, quantised with 4 bits: something that the engine has work with.
[[nodiscard]] Signal quantisedGlide(std::size_t length, int channels, double sampleRate);

/// The plugin on a thread that JUCE takes for the message thread, with a bit depth of 4 that was set by hand: what it
/// restores is then known from the first sample.
class PluginFixture
{
public:
    PluginFixture() { set(parameter::automaticBits, "Off"); }

    static constexpr double usualRate = 16000.0;

    /// Arranges the channels and prepares; the announced block is only a hint.
    void prepare(int channels, double sampleRate = usualRate, int announcedBlock = 512);

    void set(const char* parameterId, const char* text);

    /// Sends the signal through in blocks whose lengths `nextLength` gives; as long as the input, latency left in.
    [[nodiscard]] Signal process(Signal signal, const std::function<int()>& nextLength);

    [[nodiscard]] Signal process(Signal signal, int blockLength = 512)
    {
        return process(std::move(signal), [blockLength] { return blockLength; });
    }

    [[nodiscard]] std::vector<char> state();
    void restore(const std::vector<char>& state);

private:
    juce::ScopedJuceInitialiser_GUI messageThread;

public:
    Processor processor; // goes before the message thread does
};

} // namespace dequantizer
