#pragma once

#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "Plugin/Models/ModelSelection.h"
#include "Plugin/State/HostLink.h"
#include "Plugin/State/ParameterReader.h"
#include "Plugin/State/Parameters.h"
#include "TemporaryFolder.h"

#include <juce_audio_processors/juce_audio_processors.h>

#include <string>

namespace dequantizer
{

/// A processor without any behaviour, which holds the plugin's parameters.
class BareProcessor final : public juce::AudioProcessor
{
public:
    void prepareToPlay(double, int) override {}
    void releaseResources() override {}
    void processBlock(juce::AudioBuffer<float>&, juce::MidiBuffer&) override {}
    using juce::AudioProcessor::processBlock;
    [[nodiscard]] double getTailLengthSeconds() const override { return 0.0; }
    void getStateInformation(juce::MemoryBlock&) override {}
    void setStateInformation(const void*, int) override {}
    [[nodiscard]] juce::AudioProcessorEditor* createEditor() override { return nullptr; }
    [[nodiscard]] bool hasEditor() const override { return false; }
    [[nodiscard]] const juce::String getName() const override { return "Bare"; }
    [[nodiscard]] bool acceptsMidi() const override { return false; }
    [[nodiscard]] bool producesMidi() const override { return false; }
    [[nodiscard]] int getNumPrograms() override { return 1; }
    [[nodiscard]] int getCurrentProgram() override { return 0; }
    void setCurrentProgram(int) override {}
    [[nodiscard]] const juce::String getProgramName(int) override { return {}; }
    void changeProgramName(int, const juce::String&) override {}
};

/// Records what the parts ask of the host.
struct RecordingHost final : HostLink
{
    void modelSelected() override { ++modelsSelected; }
    void sessionEdited() override { ++sessionEdits; }
    void programChanged() override { ++programChanges; }
    void showError(const std::string& sentence) override { error = sentence; }

    int modelsSelected = 0, sessionEdits = 0, programChanges = 0;
    std::string error;
};

/// What the parts of the plugin need when they are tested alone. The user's folder of models is temporary.
class PartsFixture
{
public:
    [[nodiscard]] std::string text(const char* id) const
    {
        return parameters.getParameter(id)->getCurrentValueAsText().toStdString();
    }

    void set(const char* id, const char* text)
    {
        auto* const parameter = parameters.getParameter(id);
        parameter->setValueNotifyingHost(parameter->getValueForText(text));
    }

    /// Writes a valid model file to a folder and returns its path.
    static std::string addModel(const TemporaryFolder& folder, const std::string& name, int iterations = 7)
    {
        auto model = cosineModel(16000.0, 0.125);
        model.name = name;
        model.iterations = iterations;
        const auto file = folder / (name + ".safetensors");
        writeModelFile(model, file);
        return file.string();
    }

private:
    juce::ScopedJuceInitialiser_GUI messageThread;

public:
    const TemporaryFolder folder;
    BareProcessor processor;
    juce::AudioProcessorValueTreeState parameters{processor, nullptr, "Parameters", parameterLayout()};
    ParameterReader reader{parameters};
    ModelSelection selection{folder.path, [this] { return reader.modelSlot(); }};
    RecordingHost host;
};

} // namespace dequantizer
