#include "Plugin/Processor.h"

#include "Model/ModelError.h"
#include "Plugin/Editor.h"
#include "Plugin/FactoryPresets.h"

#include <algorithm>
#include <optional>

namespace dequantizer
{

namespace
{
// An engine that was replaced waits this long at most before its memory is given back, and a wish for another model
// before it is seen.
constexpr int pollingIntervalMs = 100;

// A host that automates parameters makes no end of them.
constexpr int mostChangesAtOnce = 1000;

// Those of 7.1.
constexpr int mostChannels = 8;

bool isPreset(int index)
{
    return index >= 0 && static_cast<std::size_t>(index) < factoryPresets().size();
}
} // namespace

Processor::Processor()
    : AudioProcessor(BusesProperties()
                         .withInput("Input", juce::AudioChannelSet::stereo())
                         .withOutput("Output", juce::AudioChannelSet::stereo())),
      parameters(*this, &undo, "Parameters", parameterLayout()), reader(parameters)
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

void Processor::releaseResources()
{
    stopTimer();
}

void Processor::timerCallback()
{
    {
        const std::scoped_lock lock(preparationMutex);
        restorer.freeRetired();
    }
    tendHistory();
    followModelParameter();
    if (reader.overlap() != shownOverlap)
    {
        shownOverlap = reader.overlap();
        renewEngine();
    }
    if (const auto finding = restorer.finding(); finding != shownFinding)
    {
        shownFinding = finding;
        sendChangeMessage();
    }
}

Restorer::Settings Processor::settings(const OutputMix& mix) const noexcept
{
    const bool quantisesInput = mix != bypassMix && reader.quantisesInput();
    return {.step = reader.step(),
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

void Processor::loadModel(const std::string& path)
{
    try
    {
        auto model = loadModelFile(path);
        int slot = ownModelSlot;
        {
            const std::scoped_lock lock(preparationMutex);
            library.rescan();
            slot = library.slotOf(path);
        }
        choose(std::move(model), slot);
    }
    catch (const ModelError& error)
    {
        showError(error.what());
    }
}

void Processor::chooseModel(int slot)
{
    try
    {
        SharedModel model;
        {
            const std::scoped_lock lock(preparationMutex);
            model = slot == ownModelSlot ? ownModel : library.load(slot);
        }
        choose(std::move(model), slot);
    }
    catch (const ModelError& error)
    {
        showError(error.what());
    }
}

void Processor::choose(SharedModel model, int slot)
{
    const auto iterations = model != nullptr ? static_cast<float>(std::min(model->model.iterations, mostIterations + 1))
                                             : usualIterations();
    use(std::move(model), slot);
    setValue(parameter::iterations, iterations);
    setValue(parameter::model, static_cast<float>(slot));
}

float Processor::usualIterations() const
{
    const auto* const parameter = parameters.getParameter(parameter::iterations);
    return parameter->convertFrom0to1(parameter->getDefaultValue());
}

void Processor::showError(const std::string& error)
{
    {
        const std::scoped_lock lock(preparationMutex);
        loadError = error;
    }
    sendChangeMessage();
}

std::vector<ModelChoice> Processor::modelChoices()
{
    const std::scoped_lock lock(preparationMutex);
    library.rescan();
    auto choices = library.choices();
    if (ownModel != nullptr)
    {
        const auto afterShipped =
            std::find_if(choices.begin(), choices.end(), [](const auto& choice) { return choice.slot > ownModelSlot; });
        choices.insert(afterShipped, {ownModelSlot, ownModel->model.name});
    }
    return choices;
}

void Processor::stepModel(int direction)
{
    const auto choices = modelChoices();
    const int slot = reader.modelSlot();
    const auto count = static_cast<int>(choices.size());
    const auto at =
        std::find_if(choices.begin(), choices.end(), [&](const auto& choice) { return choice.slot == slot; });
    // A slot that has become empty counts as the automatic choice, which is the first.
    const int index = at != choices.end() ? static_cast<int>(at - choices.begin()) : 0;
    chooseModel(choices[static_cast<std::size_t>((index + direction + count) % count)].slot);
}

void Processor::followModelParameter()
{
    SharedModel model;
    int slot = automaticModelSlot;
    try
    {
        const std::scoped_lock lock(preparationMutex);
        slot = reader.modelSlot();
        if (statesOnTheirWay > 0 || slot == slotFollowed)
            return;
        slotFollowed = slot; // whatever comes of it, once is enough
        model = slot == ownModelSlot ? ownModel : library.load(slot);
    }
    catch (const ModelError& error)
    {
        showError(error.what());
        return;
    }
    use(std::move(model), slot);
}

void Processor::use(SharedModel model, int slot)
{
    {
        const std::scoped_lock lock(preparationMutex);
        if (slot == ownModelSlot)
            ownModel = model;
        slotFollowed = slot;
        preparation.use(std::move(model));
        loadError.clear();
    }
    // The latency may change with the engine, and only the message thread may tell the host so.
    if (juce::MessageManager::existsAndIsCurrentThread())
        renewEngine();
    else
        triggerAsyncUpdate();
}

void Processor::tendHistory()
{
    const bool isTooLong = undo.getNumActionsInCurrentTransaction() > mostChangesAtOnce;
    if (!isHistoryOver.exchange(false) && !isTooLong)
        return;
    parameters.copyState(); // by which the newest changes come to the history
    undo.clearUndoHistory();
}

void Processor::renewEngine()
{
    tendHistory();
    {
        const std::scoped_lock lock(preparationMutex);
        preparation.use(reader.overlap());
        if (preparation.isPrepared() && preparation.areEnginesOutdated())
        {
            auto prepared = preparation.makeEngines();
            latencyOfEngines = prepared->latency();
            restorer.offer(std::move(prepared));
        }
    }
    reportLatency();
    sendChangeMessage();
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
    status.followsGrid = reader.followsGrid();
    const bool isGridUsed = status.followsGrid && status.finding.state == GridState::found;
    const double step = isGridUsed ? status.finding.step : reader.step();
    status.operatorName = preparation.operatorName(step, status.finding.at);
    status.operatorRate = preparation.operatorRate(step, status.finding.at);
    status.reasonForFallback = preparation.reasonForFallback(status.finding.at);
    status.error = loadError;
    status.sampleRate = preparation.sampleRate();
    status.latency = getLatencySamples();
    return status;
}

int Processor::getNumPrograms()
{
    return static_cast<int>(factoryPresets().size());
}

const juce::String Processor::getProgramName(int index)
{
    return isPreset(index) ? factoryPresets()[static_cast<std::size_t>(index)].name : "";
}

void Processor::setCurrentProgram(int index)
{
    if (!isPreset(index))
        return;
    // Hosts say again which program it is when they restore a session, whose values are not to be lost by that.
    if (currentProgram.exchange(index) != index)
        takeOver(factoryPresets()[static_cast<std::size_t>(index)].values, {parameter::bypass, parameter::model});
}

void Processor::takeOver(const std::map<std::string, float>& values, const std::set<std::string>& untouched)
{
    for (auto* parameter : getParameters())
        if (const auto* ranged = dynamic_cast<juce::RangedAudioParameter*>(parameter))
        {
            const auto id = ranged->getParameterID();
            if (untouched.contains(id.toStdString()))
                continue;
            const auto value = values.find(id.toStdString());
            setValue(id, value != values.end() ? value->second : ranged->convertFrom0to1(ranged->getDefaultValue()));
        }
}

void Processor::setValue(const juce::String& id, float value)
{
    auto* const parameter = parameters.getParameter(id);
    const auto range = parameter->getNormalisableRange().getRange();
    parameter->setValueNotifyingHost(parameter->convertTo0to1(range.clipValue(value)));
}

void Processor::getStateInformation(juce::MemoryBlock& destination)
{
    followModelParameter();
    State state;
    for (auto* parameter : getParameters())
        if (const auto* ranged = dynamic_cast<juce::RangedAudioParameter*>(parameter))
            state.parameters[ranged->getParameterID().toStdString()] = ranged->convertFrom0to1(ranged->getValue());

    SharedModel model;
    {
        const std::scoped_lock lock(preparationMutex);
        model = preparation.model();
    }
    if (model != nullptr)
    {
        state.model = model->packed;
        state.modelPath = model->path;
    }
    state.look = look;
    destination = encodeState(state);
}

void Processor::setStateInformation(const void* data, int size)
{
    auto state = decodeState(data, size);
    if (!state)
        return;

    SharedModel model;
    int slot = automaticModelSlot;
    {
        const std::scoped_lock lock(preparationMutex);
        model = preparation.model();
        slot = slotOf(*state);
    }
    // Hosts restore often, and mostly what is there already: then there is nothing to unpack.
    const auto hash = model != nullptr ? model->packed.hash : 0;
    const bool isOtherModel = state->model.hash != hash;
    if (isOtherModel)
    {
        try
        {
            model = state->model.isEmpty() ? nullptr : loadPackedModel(state->model, state->modelPath);
        }
        catch (const ModelError&)
        {
            return;
        }
    }

    state->parameters[parameter::model] = static_cast<float>(slot);
    {
        const std::scoped_lock lock(preparationMutex);
        ++statesOnTheirWay;
    }
    // A parameter that the session does not know was added later: it begins as it would in a new session.
    takeOver(state->parameters);
    {
        const std::scoped_lock lock(preparationMutex);
        --statesOnTheirWay;
        slotFollowed = slot;
    }
    look = state->look;
    isHistoryOver = true;
    use(std::move(model), slot);
}

int Processor::slotOf(const State& state) const
{
    const auto saved = state.parameters.find(parameter::model);
    // A damaged session may hold any number here, also one that no int can.
    const bool isSlot =
        saved != state.parameters.end() && saved->second >= 0.0f && saved->second <= static_cast<float>(lastModelSlot);
    const int slot = isSlot ? juce::roundToInt(saved->second) : automaticModelSlot;
    if (state.model.isEmpty())
        return automaticModelSlot;
    // What the session brings along is its own, unless it was chosen from what is here, too.
    const bool isHere =
        slot >= firstFolderSlot ? library.slotOf(state.modelPath) == slot : !shippedModelAt(slot).empty();
    return isHere ? slot : ownModelSlot;
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
