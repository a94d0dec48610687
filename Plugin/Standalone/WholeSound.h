#pragma once

#include "AudioFile/Sound.h"
#include "Plugin/Processor.h"

#include <atomic>

namespace dequantizer
{

/// Sets the plugin's number of channels and prepares it at a rate in Hz. Throws std::runtime_error with one sentence if
/// the plugin does not support this number. Must not overlap with processing.
void prepareFor(juce::AudioProcessor& processor, int channels, double sampleRate, int maxBlock);

/// Prepares the plugin for the sound's channels at the sound's rate, so that it processes the file's own samples.
void prepareFor(juce::AudioProcessor& processor, const Sound& sound, int maxBlock);

/// Progress and cancellation of work on another thread.
struct WorkProgress
{
    std::atomic<double> fractionDone{0.0}; ///< 0 .. 1
    std::atomic<bool> cancelled{false};
};

/// Restores a whole sound with a plugin that prepareFor() has prepared for it and that has processed nothing yet. The
/// result has the sound's length and is aligned with it. What the plugin would detect during playback is determined
/// from the whole sound first, as on the command line: the rate at which it was quantised, if that is automatic, and
/// the bit depth, if the plugin follows the grid and the parameter can hold the grid's depth. Both are set as
/// parameters. The result is unspecified after a cancellation.
[[nodiscard]] Channels restoreWhole(Processor& processor, const Sound& sound, WorkProgress& progress);

} // namespace dequantizer
