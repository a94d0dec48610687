#include "Plugin/Processor.h"

#include "Model/ModelError.h"
#include "Plugin/Editor.h"
#include "Plugin/State.h"

#include <optional>

namespace dequantizer
{

namespace
{
// An engine that was replaced waits this long at most before its memory is given back.
constexpr int freeingIntervalMs = 250;

// Those of 7.1.
constexpr int mostChannels = 8;
} // namespace

Processor::Processor()
    : AudioProcessor(BusesProperties()
                         .withInput("Input", juce::AudioChannelSet::stereo())
                         .withOutput("Output", juce::AudioChannelSet::stereo())),
      parameters(*this, nullptr, "Parameters", parameterLayout()), reader(parameters)
{
}

Processor::~Processor()
{
    stopTimer();
    cancelPendingUpdate();
}

bool Processor::isBusesLayoutSupported(const BusesLayout& layout) const
{
    const auto main = layout.getMainInputChannelSet();
    return main == layout.getMainOutputChannelSet() && main.size() >= 1 && main.size() <= mostChannels;
}

void Processor::prepareToPlay(double sampleRate, int)
{
    int latency = 0;
    {
        const std::scoped_lock lock(preparationMutex);
        preparation.prepare(sampleRate, getTotalNumInputChannels());
        auto prepared = preparation.makeEngines();
        latency = prepared->latency();
        restorer.prepare(std::move(prepared), sampleRate, settings(reader.wetness()));
    }
    setLatencySamples(latency);
    startTimer(freeingIntervalMs);
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
    if (const auto finding = restorer.finding(); finding != shownFinding)
    {
        shownFinding = finding;
        sendChangeMessage();
    }
}

Restorer::Settings Processor::settings(float wetness) const noexcept
{
    return {reader.step(), reader.iterations(), wetness, reader.followsGrid(), reader.rateChoice()};
}

void Processor::process(juce::AudioBuffer<float>& buffer, float wetness) noexcept
{
    const juce::ScopedNoDenormals noDenormals;
    restorer.process(buffer.getArrayOfWritePointers(), buffer.getNumChannels(), buffer.getNumSamples(),
                     settings(wetness));
}

void Processor::processBlock(juce::AudioBuffer<float>& buffer, juce::MidiBuffer&)
{
    process(buffer, reader.wetness());
}

void Processor::processBlockBypassed(juce::AudioBuffer<float>& buffer, juce::MidiBuffer&)
{
    process(buffer, 0.0f);
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
        setValue(parameter::iterations, static_cast<float>(model->model.iterations));
        use(std::move(model));
    }
    catch (const ModelError& error)
    {
        {
            const std::scoped_lock lock(preparationMutex);
            loadError = error.what();
        }
        sendChangeMessage();
    }
}

void Processor::useShippedModels()
{
    use(nullptr);
}

void Processor::use(SharedModel model)
{
    {
        const std::scoped_lock lock(preparationMutex);
        preparation.use(std::move(model));
        loadError.clear();
    }
    // The latency may change with the engine, and only the message thread may tell the host so.
    if (juce::MessageManager::existsAndIsCurrentThread())
        renewEngine();
    else
        triggerAsyncUpdate();
}

void Processor::renewEngine()
{
    std::optional<int> latency;
    {
        const std::scoped_lock lock(preparationMutex);
        if (preparation.isPrepared() && preparation.areEnginesOutdated())
        {
            auto prepared = preparation.makeEngines();
            latency = prepared->latency();
            restorer.offer(std::move(prepared));
        }
    }
    // Unlocked: the host may answer by preparing or saving the plugin at once.
    if (latency)
        setLatencySamples(*latency);
    sendChangeMessage();
}

Status Processor::status() const
{
    const std::scoped_lock lock(preparationMutex);
    Status status;
    if (preparation.model() != nullptr)
    {
        status.modelName = describe(preparation.model()->model);
        status.modelPath = preparation.model()->path;
    }
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

void Processor::setValue(const juce::String& id, float value)
{
    auto* const parameter = parameters.getParameter(id);
    const auto range = parameter->getNormalisableRange().getRange();
    parameter->setValueNotifyingHost(parameter->convertTo0to1(range.clipValue(value)));
}

void Processor::getStateInformation(juce::MemoryBlock& destination)
{
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
        state.model = model->bytes;
        state.modelPath = model->path;
    }
    destination = encodeState(state);
}

void Processor::setStateInformation(const void* data, int size)
{
    const auto state = decodeState(data, size);
    if (!state)
        return;

    SharedModel model;
    {
        const std::scoped_lock lock(preparationMutex);
        model = preparation.model();
    }
    // Hosts restore often, and mostly what is there already: then there is nothing to parse.
    const bool isOtherModel = state->model != (model != nullptr ? model->bytes : std::string());
    if (isOtherModel)
    {
        try
        {
            model = state->model.empty() ? nullptr : loadModelBytes(state->model, state->modelPath);
        }
        catch (const ModelError&)
        {
            return;
        }
    }

    for (auto* parameter : getParameters())
        if (const auto* ranged = dynamic_cast<juce::RangedAudioParameter*>(parameter))
        {
            const auto id = ranged->getParameterID();
            const auto saved = state->parameters.find(id.toStdString());
            // One that the session does not know was added later: it begins as it would in a new session.
            setValue(id, saved != state->parameters.end() ? saved->second
                                                          : ranged->convertFrom0to1(ranged->getDefaultValue()));
        }
    if (isOtherModel)
        use(std::move(model));
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
