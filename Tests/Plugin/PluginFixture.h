#pragma once

#include "Plugin/Processor.h"
#include "Plugin/State/Parameters.h"
#include "Signals.h"

#include <juce_events/juce_events.h>

#include <functional>
#include <vector>

namespace dequantizer
{

/// A test signal: gliding partials, quantised to 4 bits.
[[nodiscard]] Signal quantisedGlide(std::size_t length, int channels, double sampleRate);

/// Whether the first channels are equal from sample `first` on.
[[nodiscard]] bool sameFrom(const Signal& a, const Signal& b, std::ptrdiff_t first);

/// A plugin on a thread that JUCE treats as the message thread. Its bit depth is set to 4 by hand, so that it restores
/// from the first sample.
class PluginFixture
{
public:
    PluginFixture() { set(parameter::automaticBits, "Off"); }

    static constexpr double defaultRate = 16000.0;

    /// Of the automatic choice at defaultRate, in samples: a frame of 640 and a hop of 160.
    static constexpr int defaultLatency = 800;

    /// Sets the channels and prepares; `maxBlock` is only a hint.
    void prepare(int channels, double sampleRate = defaultRate, int maxBlock = 512);

    void set(const char* parameterId, const char* text);

    /// Processes the signal in blocks of the lengths that `nextLength` returns. The output includes the latency.
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
    Processor processor; // destroyed before the message thread
};

} // namespace dequantizer
