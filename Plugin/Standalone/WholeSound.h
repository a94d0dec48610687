#pragma once

#include "AudioFile/Sound.h"
#include "Plugin/Processor.h"

#include <atomic>

namespace dequantizer
{

/// Arranges the processor's channels for the sound and prepares it at the sound's own rate, where it sees the very
/// samples of the file. Throws std::runtime_error with one sentence where it takes no sound of so many channels. Not
/// while another thread processes.
void prepareFor(Processor& processor, const Sound& sound, int largestBlock);

/// How far some long work has come, and whether it should go on; for two threads.
struct WorkProgress
{
    std::atomic<double> share{0.0}; ///< 0 .. 1
    std::atomic<bool> cancelled{false};
};

/// What the processor, which was prepared for the sound and has heard nothing yet, makes of all of it: as long, and
/// aligned with it. What the plugin would find out while it listens is taken from the whole sound beforehand, as the
/// command line does: the rate that it was quantised at, if that is left to itself, and the bit depth, where the plugin
/// follows the grid and the depth of the grid is one that the parameter can have. For the latter's sake this changes
/// parameters. If it was cancelled, the result is worth nothing.
[[nodiscard]] Channels restoreWhole(Processor& processor, const Sound& sound, WorkProgress& progress);

} // namespace dequantizer
