#include "Plugin/Processor.h"

#include "Plugin/Editor/Editor.h"
#include "Plugin/Engine/GridText.h"

namespace dequantizer
{

namespace
{
// An engine that was replaced waits this long at most before its memory is given back, and a wish for another model
// before it is seen.
constexpr int pollingIntervalMs = 100;

// Those of 7.1.
constexpr int mostChannels = 8;
} // namespace

Processor::Processor()
    : AudioProcessor(BusesProperties()
                         .withInput("Input", juce::AudioChannelSet::stereo())
                         .withOutput("Output", juce::AudioChannelSet::stereo())),
      parameters(*this, nullptr, "Parameters", parameterLayout()), history(getParameters()), reader(parameters)
{
}

Processor::~Processor()
{
    // A host may let go of the plugin on another thread than JUCE's message thread (the LV2 has one of its own), while
    // a callback is running there.
    if (const auto* messages = juce::MessageManager::getInstanceWithoutCreating();
        messages != nullptr && !messages->currentThreadHasLockedMessageManager())
        lockWhileDestroyed.emplace();
    stopTimer();
    cancelPendingUpdate();
    dispatchPendingMessages();
}

bool Processor::isBusesLayoutSupported(const BusesLayout& layout) const
{
    const auto main = layout.getMainInputChannelSet();
    return main == layout.getMainOutputChannelSet() && main.size() >= 1 && main.size() <= mostChannels;
}

void Processor::prepareToPlay(double sampleRate, int)
{
    followModelParameter();
    {
        const std::scoped_lock lock(preparationMutex);
        preparation.use(reader.overlap());
        preparation.prepare(sampleRate, getTotalNumInputChannels());
        auto prepared = preparation.makeEngines();
        latencyOfEngines = prepared->latency();
        restorer.prepare(std::move(prepared), sampleRate, settings(reader.outputMix()));
    }
    reportLatency();
    startTimer(pollingIntervalMs);
    sendChangeMessage();
}

void Processor::timerCallback()
{
    {
        const std::scoped_lock lock(preparationMutex);
        restorer.freeRetired();
    }
    tendHistory();
    followModelParameter();
    if (offerEngine())
        announceEngine();
    const auto now = status();
    if (now.finding != shownFinding || now.operatorName != shownOperator ||
        now.isDepthAutomatic != isShownDepthAutomatic || now.depthConflict != shownConflict)
    {
        shownFinding = now.finding;
        shownOperator = now.operatorName;
        isShownDepthAutomatic = now.isDepthAutomatic;
        shownConflict = now.depthConflict;
        sendChangeMessage();
    }
}

Restorer::Settings Processor::settings(const OutputMix& mix) const noexcept
{
    const bool quantisesInput = mix != bypassMix && reader.quantisesInput();
    return {.quantiser = reader.quantiser(),
            .iterations = reader.iterations(),
            .mix = mix,
            .compared = reader.comparedMix(),
            .followGrid = reader.followsGrid(),
            .rateChoice = reader.rateChoice(),
            .quantisesInput = quantisesInput,
            .strength = reader.strength(),
            .matchesLevel = mix != bypassMix && reader.matchesLevel()};
}

void Processor::process(juce::AudioBuffer<float>& buffer, const OutputMix& mix) noexcept
{
    const juce::ScopedNoDenormals noDenormals;
    const double rate = getSampleRate();
    if (isNonRealtime())
        followWhileRendering();
    const CallbackLoad::Measurement measurement(load, rate > 0.0 ? buffer.getNumSamples() / rate : 0.0);
    restorer.process(buffer.getArrayOfWritePointers(), buffer.getNumChannels(), buffer.getNumSamples(), settings(mix));
}

void Processor::processBlock(juce::AudioBuffer<float>& buffer, juce::MidiBuffer&)
{
    process(buffer, reader.outputMix());
}

void Processor::processBlockBypassed(juce::AudioBuffer<float>& buffer, juce::MidiBuffer&)
{
    process(buffer, bypassMix);
}

juce::AudioProcessorParameter* Processor::getBypassParameter() const
{
    return parameters.getParameter(parameter::bypass);
}

double Processor::getTailLengthSeconds() const
{
    return getSampleRate() > 0.0 ? getLatencySamples() / getSampleRate() : 0.0;
}

void Processor::reportLatency()
{
    // Unlocked, since the host may answer by preparing or saving the plugin at once; and again, if another thread has
    // made other engines in the meantime.
    for (;;)
    {
        int latency = 0;
        {
            const std::scoped_lock lock(preparationMutex);
            latency = latencyOfEngines;
        }
        if (latency == getLatencySamples())
            return;
        setLatencySamples(latency);
    }
}

Status Processor::status() const
{
    const std::scoped_lock lock(preparationMutex);
    Status status;
    if (preparation.model() != nullptr)
    {
        status.modelName = describe(preparation.model()->model);
        status.modelPath = preparation.model()->path;
        status.modelCard = modelCard(preparation.model()->model);
    }
    status.modelSlot = slotFollowed;
    status.finding = restorer.finding();
    status.isDepthAutomatic = reader.followsGrid();
    if (!status.isDepthAutomatic && !reader.quantisesInput())
        status.depthConflict = depthConflictText(status.finding, reader.quantiser().delta(), reader.rateChoice());
    const bool isGridUsed = status.isDepthAutomatic && status.finding.state == GridState::found;
    const double delta = isGridUsed ? status.finding.delta : reader.quantiser().delta();
    status.operatorName = preparation.operatorName(delta, status.finding.at);
    status.operatorRate = preparation.operatorRate(delta, status.finding.at);
    status.reasonForFallback = preparation.reasonForFallback(status.finding.at);
    status.error = loadError;
    status.sampleRate = preparation.sampleRate();
    status.latency = getLatencySamples();
    return status;
}

void Processor::setEditorLook(EditorLook wanted)
{
    // What stands around the editor has the same colours.
    if (look.exchange(wanted).isLight != wanted.isLight)
        sendChangeMessage();
}

juce::AudioProcessorEditor* Processor::createEditor()
{
    return new Editor(*this);
}

} // namespace dequantizer

juce::AudioProcessor* JUCE_CALLTYPE createPluginFilter()
{
    return new dequantizer::Processor();
}
