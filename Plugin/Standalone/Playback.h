#pragma once

#include "Plugin/Processor.h"
#include "Plugin/Standalone/FilePlayer.h"
#include "Plugin/Standalone/JumpFade.h"
#include "Realtime/PolyphaseResampler.h"

#include <optional>
#include <vector>

namespace dequantizer
{

/// Plays a sound through the plugin. The plugin processes the file's own samples at the file's rate; its output is
/// resampled if the audio device has another rate, and faded at jumps, see JumpFade.
class Playback
{
public:
    /// `plugin` must outlive this object.
    explicit Playback(Processor& plugin) : processor(plugin) {}

    /// Prepares the plugin for a sound and stops at its start. Throws std::runtime_error with one sentence if the
    /// plugin does not support its channels; the previous sound then stays. Must not overlap with render().
    void open(std::shared_ptr<const Sound> sound);

    /// Stops at position(), since the plugin is about to process something else. Must not overlap with render().
    void suspend() noexcept;

    /// Prepares the plugin for the sound again, if one is open. Must not overlap with render().
    void resume();

    /// Sets the output's rate in Hz; the default is the file's. Must not overlap with render().
    void setOutputRate(double rate);

    /// Hz; 0 while no sound is open.
    [[nodiscard]] double soundRate() const noexcept;

    /// Any thread: the sample of the file that is heard now.
    [[nodiscard]] std::size_t position() const noexcept { return filePlayer.position(processor.latency()); }

    /// Audio thread: renders the next `count` >= 0 samples of each output channel, see writeToOutputs(). Neither
    /// allocates nor locks.
    void render(float* const* outputs, int channels, int count) noexcept;

    [[nodiscard]] FilePlayer& player() noexcept { return filePlayer; }

private:
    void start();
    void makeResampler();
    void process(int count) noexcept;
    void renderChunk(float* const* outputs, int channels, int offset, int count) noexcept;

    Processor& processor;
    FilePlayer filePlayer;
    double outputRate = 0.0; // Hz; 0 stands for the file's
    std::optional<PolyphaseResampler> resampler;
    JumpFade jumpFade;
    juce::MidiBuffer midi;
    juce::AudioBuffer<float> block; // refers to `restored`; a member, since constructing one per block could allocate

    // The plugin's output at the file's rate and at the output's, one vector per channel of the file.
    std::vector<std::vector<float>> restored, converted;
    std::vector<float*> restoredPointers, convertedPointers;

    int stoppedFor = 0; // samples since the stop, counted until the latency has rung out
};

} // namespace dequantizer
