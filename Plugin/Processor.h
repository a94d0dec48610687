#pragma once

#include "Plugin/Engine/EngineRenewal.h"
#include "Plugin/Engine/Restorer.h"
#include "Plugin/Metering/CallbackLoad.h"
#include "Plugin/Models/ModelSelection.h"
#include "Plugin/State/Comparison.h"
#include "Plugin/State/EditHistory.h"
#include "Plugin/State/EditorAppearance.h"
#include "Plugin/State/HostLink.h"
#include "Plugin/State/Learning.h"
#include "Plugin/State/ModelActions.h"
#include "Plugin/State/ParameterReader.h"
#include "Plugin/State/PluginStatus.h"
#include "Plugin/State/Programs.h"
#include "Plugin/State/Session.h"
#include "Plugin/State/UserPresets.h"

#include <juce_audio_processors/juce_audio_processors.h>

#include <atomic>
#include <optional>
#include <vector>

namespace dequantizer
{

/// The adapter between hosts and the parts of the plugin: it owns the parts, and forwards to them what the host asks
/// for.
class Processor final : public juce::AudioProcessor, private HostLink, private juce::AsyncUpdater, private juce::Timer
{
public:
    Processor();
    ~Processor() override;

    [[nodiscard]] juce::AudioProcessorValueTreeState& parameters() noexcept { return valueTree; }
    [[nodiscard]] ModelActions& models() noexcept { return modelActions; }
    [[nodiscard]] Programs& presets() noexcept { return programs; }
    [[nodiscard]] UserPresets& presetsOfUser() noexcept { return userPresets; }
    [[nodiscard]] Comparison& compared() noexcept { return comparison; }
    [[nodiscard]] EditHistory& history() noexcept { return edits; }
    [[nodiscard]] EditorAppearance& appearance() noexcept { return editorAppearance; }
    [[nodiscard]] Learning& learner() noexcept { return learning; }
    [[nodiscard]] Monitor& monitor() noexcept { return restorer.monitor(); }

    /// Any thread but the audio thread.
    [[nodiscard]] Status status() const { return pluginStatus.current(); }

    /// Any thread but the audio thread: see dequantizer::explicitRate().
    [[nodiscard]] QuantisationRate explicitRate(const Quantisation& quantisation) const
    {
        return renewal.explicitRate(quantisation);
    }

    /// Any thread: the latency in samples that the host is told. JUCE's own getLatencySamples() is for the message
    /// thread.
    [[nodiscard]] int latency() const noexcept { return currentLatency.load(std::memory_order_relaxed); }

    /// Any thread: announces the grid of the input to come, see Restorer::expectGrid().
    void expectGrid(const SoundGrid& grid) noexcept { restorer.expectGrid(grid); }

    void prepareToPlay(double sampleRate, int maxBlock) override;
    void releaseResources() override {}
    void reset() override { restorer.reset(); }
    void processBlock(juce::AudioBuffer<float>& buffer, juce::MidiBuffer& midi) override;
    void processBlockBypassed(juce::AudioBuffer<float>& buffer, juce::MidiBuffer& midi) override;

    /// The sound is processed in single precision, so the output is that of the functions above.
    void processBlock(juce::AudioBuffer<double>& buffer, juce::MidiBuffer& midi) override;
    void processBlockBypassed(juce::AudioBuffer<double>& buffer, juce::MidiBuffer& midi) override;
    [[nodiscard]] bool supportsDoublePrecisionProcessing() const override { return true; }

    [[nodiscard]] bool isBusesLayoutSupported(const BusesLayout& layout) const override;
    [[nodiscard]] juce::AudioProcessorParameter* getBypassParameter() const override;
    [[nodiscard]] double getTailLengthSeconds() const override;

    void getStateInformation(juce::MemoryBlock& destination) override;

    /// Any thread. Data that getStateInformation() did not write changes nothing, and status().error says so.
    void setStateInformation(const void* data, int size) override;

    [[nodiscard]] juce::AudioProcessorEditor* createEditor() override;
    [[nodiscard]] bool hasEditor() const override { return true; }

    [[nodiscard]] const juce::String getName() const override { return JucePlugin_Name; }
    [[nodiscard]] bool acceptsMidi() const override { return false; }
    [[nodiscard]] bool producesMidi() const override { return false; }

    [[nodiscard]] int getNumPrograms() override { return programs.count(); }
    [[nodiscard]] int getCurrentProgram() override { return programs.current(); }
    void setCurrentProgram(int index) override;
    [[nodiscard]] const juce::String getProgramName(int index) override { return programs.name(index); }
    void changeProgramName(int, const juce::String&) override {}

private:
    void modelSelected() override;
    void sessionEdited() override;
    void programChanged() override;
    void showError(const std::string& error) override { pluginStatus.setError(error); }

    void handleAsyncUpdate() override { renewEngines(); }
    void timerCallback() override;

    void process(float* const* channels, int channelCount, int samples, bool isHostBypass) noexcept;
    void process(juce::AudioBuffer<float>& buffer, bool isHostBypass) noexcept;
    void process(juce::AudioBuffer<double>& buffer, bool isHostBypass) noexcept;

    /// Selects the model that the parameter "model" asks for; shows the error if it cannot be loaded.
    void followModelParameter();

    /// Message thread: brings the engines up to date, and reports their latency to the host.
    void renewEngines();

    /// The audio thread of a host that renders offline: lets automation of the model and of the engine options take
    /// effect at its sample. May wait and allocate.
    void renewEnginesWhileRendering() noexcept;

    void reportLatency();

    // Before everything that gets callbacks on the message thread, so that it is released after them.
    std::optional<juce::MessageManagerLock> lockDuringDestruction;

    juce::AudioProcessorValueTreeState valueTree;
    ParameterReader reader;
    EditHistory edits;
    EditorAppearance editorAppearance;
    Restorer restorer;
    std::vector<std::vector<float>> singlePrecision; // a chunk of each channel of a sound in double precision
    CallbackLoad load;
    ModelSelection selection;
    EngineRenewal renewal;
    std::atomic<int> currentLatency{0};
    ModelActions modelActions;
    Learning learning;
    Programs programs;
    UserPresets userPresets;
    Comparison comparison;
    Session session;
    PluginStatus pluginStatus;
};

} // namespace dequantizer
