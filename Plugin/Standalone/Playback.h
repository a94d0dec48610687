#pragma once

#include "Plugin/Processor.h"
#include "Plugin/Standalone/FilePlayer.h"
#include "Plugin/Standalone/JumpFade.h"
#include "Realtime/PolyphaseResampler.h"

#include <optional>
#include <vector>

namespace dequantizer
{

/// A sound file through the plugin to an output. The plugin works at the file's rate on the file's own samples; where
/// the output has another rate, what the plugin gives is resampled. Where the sound jumps, it is faded, see JumpFade.
class Playback
{
public:
    /// `restoring` outlives this.
    explicit Playback(Processor& restoring) : processor(restoring) {}

    /// Prepares the processor for the sound and stands at its start, stopped. Throws std::runtime_error with one
    /// sentence, and then goes on with the sound before. Not while another thread is in render().
    void open(std::shared_ptr<const Sound> sound);

    /// The output's rate in Hz; until this is called, it is the file's. Not while another thread is in render().
    void setOutputRate(double rate);

    /// Hz; 0 while no sound is open.
    [[nodiscard]] double soundRate() const noexcept;

    /// Any thread: the sample of the file that is heard now.
    [[nodiscard]] std::size_t position() const noexcept { return player.position(processor.getLatencySamples()); }

    /// Audio thread: the next `count` >= 0 samples of each output channel. Mono is heard on all of them; of more
    /// channels than the output has, several go to one. Neither allocates nor locks.
    void render(float* const* outputs, int channels, int count) noexcept;

    FilePlayer player;

private:
    void makeResampler();
    void process(int count) noexcept;
    void renderChunk(float* const* outputs, int channels, int offset, int count) noexcept;
    void distribute(float* const* outputs, int channels, int offset, int count) const noexcept;

    Processor& processor;
    double outputRate = 0.0; // 0 for the file's
    std::optional<PolyphaseResampler> resampler;
    JumpFade jumpFade;
    juce::MidiBuffer midi;
    juce::AudioBuffer<float> block; // of `restored`; made anew each time, it would free nothing each time

    // A channel of the file each: what the processor gives, and the same at the output's rate.
    std::vector<std::vector<float>> restored, converted;
    std::vector<float*> restoredPointers, convertedPointers;

    int stoppedFor = 0; // samples of the file's rate, counted until nothing can be heard any more
};

} // namespace dequantizer
