#pragma once

#include "Plugin/Engine/EnginePreparation.h"
#include "Plugin/Engine/Restorer.h"
#include "Plugin/Metering/CallbackLoad.h"
#include "Plugin/Models/ModelLibrary.h"
#include "Plugin/State/EditHistory.h"
#include "Plugin/State/EditorLook.h"
#include "Plugin/State/Parameters.h"
#include "Plugin/State/State.h"

#include <juce_audio_processors/juce_audio_processors.h>

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace dequantizer
{

/// What the plugin is doing, for people.
struct Status
{
    std::string modelName;         ///< of the loaded model with its figures; empty if none is loaded
    std::string modelPath;         ///< of the loaded model, in UTF-8; empty for one that is part of the plugin
    std::string modelCard;         ///< of the loaded model, see modelCard(); empty if none is loaded
    int modelSlot = 0;             ///< see ModelSlots.h
    std::string operatorName;      ///< what sound is restored with; empty before the plugin was prepared
    std::string reasonForFallback; ///< why that isn't the loaded model; empty where it is
    std::string error;             ///< why the last file or session could not be used; empty if it could
    double sampleRate = 0.0;       ///< Hz; 0 before the plugin was prepared
    double operatorRate = 0.0;     ///< Hz, that the sound is restored at
    Finding finding;               ///< the grid of the sound
    bool isDepthAutomatic = false; ///< whether the bit depth is that of the grid
    std::string depthConflict;     ///< how a manual bit depth contradicts the sound; empty if it does not
    int latency = 0;               ///< samples
};

/// The plugin as hosts see it. Tells its change listeners when status() has changed. What it does with models is in
/// ProcessorModels.cpp, what with programs and sessions in ProcessorSession.cpp.
class Processor final : public juce::AudioProcessor,
                        public juce::ChangeBroadcaster,
                        private juce::AsyncUpdater,
                        private juce::Timer
{
public:
    Processor();
    ~Processor() override;

    /// Message thread: reads a model file (path in UTF-8) and restores with it from now on, with the number of
    /// iterations that it was learned for. If the file is bad, status().error says why and all else stays as it was.
    void loadModel(const std::string& path);

    /// Message thread: the same for a model of modelChoices(). The automatic choice restores with the models that are
    /// part of the plugin, which follow the bit depth; at a rate or a depth that there is none for, with the built-in
    /// DCT.
    void chooseModel(int slot);

    /// Message thread: the next of modelChoices() for 1, the previous for -1, round and round. A file that is no model
    /// is passed over, and status().error says why.
    void stepModel(int direction);

    /// Message thread: what there is to choose from now, the session's own model among it if it has one.
    [[nodiscard]] std::vector<ModelChoice> modelChoices();

    /// The user's folder of models, which need not be there.
    [[nodiscard]] const std::filesystem::path& modelFolder() const noexcept { return library.folder(); }

    /// Any thread but the audio thread.
    [[nodiscard]] Status status() const;

    /// Any thread: the grid of the sound to come, where it is known beforehand; see Restorer::expectGrid().
    void expectGrid(const SoundGrid& grid) noexcept { restorer.expectGrid(grid); }

    /// For people to look at the sound, and at what it costs.
    [[nodiscard]] Monitor& monitor() noexcept { return restorer.monitor(); }
    [[nodiscard]] CallbackLoad& callbackLoad() noexcept { return load; }

    void prepareToPlay(double sampleRate, int largestBlock) override;
    void releaseResources() override {}
    void reset() override { restorer.reset(); }
    void processBlock(juce::AudioBuffer<float>& buffer, juce::MidiBuffer& midi) override;
    void processBlockBypassed(juce::AudioBuffer<float>& buffer, juce::MidiBuffer& midi) override;
    using juce::AudioProcessor::processBlock;
    using juce::AudioProcessor::processBlockBypassed;

    [[nodiscard]] bool isBusesLayoutSupported(const BusesLayout& layout) const override;
    [[nodiscard]] juce::AudioProcessorParameter* getBypassParameter() const override;
    [[nodiscard]] double getTailLengthSeconds() const override;

    void getStateInformation(juce::MemoryBlock& destination) override;

    /// Any thread. Bytes that getStateInformation() did not write change nothing, and status().error says so.
    void setStateInformation(const void* data, int size) override;

    [[nodiscard]] juce::AudioProcessorEditor* createEditor() override;
    [[nodiscard]] bool hasEditor() const override { return true; }

    [[nodiscard]] const juce::String getName() const override { return JucePlugin_Name; }
    [[nodiscard]] bool acceptsMidi() const override { return false; }
    [[nodiscard]] bool producesMidi() const override { return false; }
    /// Programs are the factory presets.
    [[nodiscard]] int getNumPrograms() override;
    [[nodiscard]] int getCurrentProgram() override { return currentProgram; }
    /// As hosts do, which say again which program it is when they restore a session: that changes nothing.
    void setCurrentProgram(int index) override;
    [[nodiscard]] const juce::String getProgramName(int index) override;
    void changeProgramName(int, const juce::String&) override {}

    /// Message thread: the program as the user's choice, also once more.
    void choosePreset(int index);

    /// Message thread: whether a parameter is elsewhere than the current program put it.
    [[nodiscard]] bool hasLeftProgram() const;

    /// Any thread.
    [[nodiscard]] EditorLook editorLook() const noexcept { return look; }
    void setEditorLook(EditorLook wanted);

private:
    // Before all that is called back on the message thread, so that it is let go of after them.
    std::optional<juce::MessageManagerLock> lockWhileDestroyed;

public:
    juce::AudioProcessorValueTreeState parameters;

    /// Message thread: of what the user changed. A session that is restored begins a new one.
    EditHistory history;

private:
    class ModelChange;
    class ProgramChange;
    enum class ChangedBy
    {
        host, // or a session
        user
    };

    void handleAsyncUpdate() override { renewEngine(); }
    void timerCallback() override;

    void process(juce::AudioBuffer<float>& buffer, const OutputMix& mix) noexcept;

    [[nodiscard]] Restorer::Settings settings(const OutputMix& mix) const noexcept;

    /// Takes `model` (null for the shipped ones) for that of `slot`, for the next engine.
    void use(SharedModel model, int slot);

    /// Message thread: what is at a slot. Throws ModelError.
    [[nodiscard]] SharedModel modelAt(int slot) const;

    /// Message thread: `model` as the user's choice, with the iterations that it was learned for.
    void choose(const SharedModel& model, int slot);

    /// Loads what the parameter "model" asks for, if that has changed.
    void followModelParameter();

    /// Offers the audio thread a new engine, if the model or the overlap has changed; whether it did.
    bool offerEngine();

    /// Message thread: the same, and tells the host the latency and the listeners that something has changed.
    void renewEngine();

    /// Audio thread of a host that renders faster or slower than time passes, so that what is automated takes effect
    /// where it should. May wait and allocate.
    void followWhileRendering() noexcept;

    /// Throws ModelError, before anything has changed.
    void restore(State state);

    /// With the mutex held: where a state's model belongs on this computer.
    [[nodiscard]] int slotOf(const State& state) const;

    /// Message thread: lets the history begin anew after a session was restored.
    void tendHistory();

    void showError(const std::string& error);
    void reportLatency();
    void announceEngine();
    void setValue(juce::RangedAudioParameter& parameter, float value, ChangedBy changedBy);

    /// By identifier, in the parameter's own unit; those that are not in `values` go to their defaults.
    void takeOver(const std::map<std::string, float>& values, const std::set<std::string>& untouched,
                  ChangedBy changedBy);

    /// What no program sets.
    [[nodiscard]] std::set<std::string> untouchedByPrograms() const;

    ParameterReader reader;
    std::atomic<int> currentProgram{0};
    std::atomic<EditorLook> look{EditorLook{}};
    std::atomic<bool> isHistoryOver{false};
    Restorer restorer;
    CallbackLoad load;
    Finding shownFinding;      // the message thread's, as is what follows
    std::string shownOperator; // its name
    bool isShownDepthAutomatic = false;
    std::string shownConflict;

    // The audio thread never takes this. It guards what follows, and is the restorer's "preparing thread".
    mutable std::mutex preparationMutex;
    EnginePreparation preparation;
    ModelLibrary library{ModelLibrary::usualFolder()};
    int latencyOfEngines = 0; // the newest ones
    SharedModel ownModel;     // of ownModelSlot
    int slotFollowed = 0;     // that the parameter "model" was last seen at
    int statesOnTheirWay = 0; // while parameters of a state are being set, which brings its own model
    std::string loadError;
};

} // namespace dequantizer
