#include "Plugin/Processor.h"

#include "Model/ModelError.h"
#include "Plugin/Editor/Editor.h"
#include "Plugin/Engine/BusLayouts.h"
#include "Plugin/State/Parameters.h"

#include <algorithm>
#include <array>
#include <exception>

namespace dequantizer
{

namespace
{
// The longest delay until retired engines are freed and an automated model is followed.
constexpr int pollingIntervalMs = 100;

// Of the conversion from double, in samples.
constexpr int conversionLength = 512;
} // namespace

Processor::Processor()
    : AudioProcessor(BusesProperties()
                         .withInput("Input", juce::AudioChannelSet::stereo())
                         .withOutput("Output", juce::AudioChannelSet::stereo())),
      valueTree(*this, nullptr, "Parameters", parameterLayout()), reader(valueTree), edits(getParameters()),
      selection(ModelLibrary::defaultFolder(), [this] { return reader.modelSlot(); }), renewal(restorer, selection),
      modelActions(valueTree, selection, edits, *this), learning(restorer.inputTap(), valueTree, edits),
      programs(*this, reader, edits, *this),
      userPresets(PresetFolder::defaultFolder(), *this, selection, modelActions, programs, edits, *this),
      comparison(*this, selection, modelActions, programs, edits, *this),
      session(*this, selection, programs, userPresets, comparison, editorAppearance),
      pluginStatus(reader, restorer, selection, renewal)
{
}

Processor::~Processor()
{
    // Hosts may destroy the plugin on a thread other than JUCE's message thread (the LV2 wrapper has one of its own),
    // while a callback is running there.
    if (const auto* messages = juce::MessageManager::getInstanceWithoutCreating();
        messages != nullptr && !messages->currentThreadHasLockedMessageManager())
        lockDuringDestruction.emplace();
    stopTimer();
    cancelPendingUpdate();
}

bool Processor::isBusesLayoutSupported(const BusesLayout& layout) const
{
    static const auto host = juce::PluginHostType().type;
    return supportsLayout(layout, wrapperType, host);
}

void Processor::prepareToPlay(double sampleRate, int)
{
    followModelParameter();
    renewal.prepare(sampleRate, getTotalNumInputChannels(), reader.engineOptions(isNonRealtime()), reader.settings());
    singlePrecision.assign(static_cast<std::size_t>(getTotalNumInputChannels()), std::vector<float>(conversionLength));
    reportLatency();
    startTimer(pollingIntervalMs);
    pluginStatus.sendChangeMessage();
}

void Processor::timerCallback()
{
    renewal.freeRetired();
    edits.clearIfRequested();
    followModelParameter();
    if (renewal.renewIfOutdated(reader.engineOptions(isNonRealtime())))
    {
        reportLatency();
        pluginStatus.sendChangeMessage();
    }
    pluginStatus.notifyIfGridChanged();
}

void Processor::process(float* const* channels, int channelCount, int samples, bool isHostBypass) noexcept
{
    const juce::ScopedNoDenormals noDenormals;
    const double rate = getSampleRate();
    if (isNonRealtime())
        renewEnginesWhileRendering();
    const CallbackLoad::Measurement measurement(load, rate > 0.0 ? samples / rate : 0.0);
    restorer.process(channels, channelCount, samples, reader.settings(isHostBypass));
}

void Processor::process(juce::AudioBuffer<float>& buffer, bool isHostBypass) noexcept
{
    process(buffer.getArrayOfWritePointers(), buffer.getNumChannels(), buffer.getNumSamples(), isHostBypass);
}

void Processor::process(juce::AudioBuffer<double>& buffer, bool isHostBypass) noexcept
{
    const auto channels = static_cast<std::size_t>(buffer.getNumChannels());
    if (channels > singlePrecision.size())
        return; // not prepared for these channels
    std::array<float*, maxChannels> pointers{};
    for (int start = 0; start < buffer.getNumSamples(); start += conversionLength)
    {
        const int count = std::min(conversionLength, buffer.getNumSamples() - start);
        for (std::size_t channel = 0; channel < channels; ++channel)
        {
            pointers[channel] = singlePrecision[channel].data();
            const auto* const samples = buffer.getReadPointer(static_cast<int>(channel), start);
            std::transform(samples, samples + count, pointers[channel],
                           [](double sample) { return static_cast<float>(sample); });
        }
        process(pointers.data(), static_cast<int>(channels), count, isHostBypass);
        for (std::size_t channel = 0; channel < channels; ++channel)
            std::copy_n(pointers[channel], count, buffer.getWritePointer(static_cast<int>(channel), start));
    }
}

void Processor::processBlock(juce::AudioBuffer<double>& buffer, juce::MidiBuffer&)
{
    process(buffer, false);
}

void Processor::processBlockBypassed(juce::AudioBuffer<double>& buffer, juce::MidiBuffer&)
{
    process(buffer, true);
}

void Processor::processBlock(juce::AudioBuffer<float>& buffer, juce::MidiBuffer&)
{
    process(buffer, false);
}

void Processor::processBlockBypassed(juce::AudioBuffer<float>& buffer, juce::MidiBuffer&)
{
    process(buffer, true);
}

juce::AudioProcessorParameter* Processor::getBypassParameter() const
{
    return valueTree.getParameter(parameter::bypass);
}

double Processor::getTailLengthSeconds() const
{
    return getSampleRate() > 0.0 ? getLatencySamples() / getSampleRate() : 0.0;
}

void Processor::followModelParameter()
{
    try
    {
        if (selection.followParameter())
            pluginStatus.setError({});
    }
    catch (const ModelError& error)
    {
        pluginStatus.setError(error.what());
    }
}

void Processor::renewEngines()
{
    edits.clearIfRequested();
    renewal.renewIfOutdated(reader.engineOptions(isNonRealtime()));
    reportLatency();
    pluginStatus.sendChangeMessage();
}

void Processor::renewEnginesWhileRendering() noexcept
{
    try
    {
        followModelParameter();
        // Only the message thread may report a latency to the host.
        if (renewal.renewIfOutdated(reader.engineOptions(isNonRealtime())))
            triggerAsyncUpdate();
    }
    catch (const std::exception&)
    {
        // Out of memory: the current engines stay.
    }
}

void Processor::reportLatency()
{
    // Not under a lock, since the host may respond by preparing or saving the plugin at once. Repeated in case another
    // thread has renewed the engines in the meantime.
    for (;;)
    {
        const int latency = renewal.latency();
        currentLatency.store(latency, std::memory_order_relaxed);
        if (latency == getLatencySamples())
            return;
        setLatencySamples(latency);
    }
}

void Processor::modelSelected()
{
    pluginStatus.setError({});
    renewEngines();
}

void Processor::sessionEdited()
{
    updateHostDisplay(ChangeDetails().withNonParameterStateChanged(true));
}

void Processor::programChanged()
{
    pluginStatus.sendChangeMessage();
    updateHostDisplay(ChangeDetails().withProgramChanged(true));
}

void Processor::setCurrentProgram(int index)
{
    if (programs.select(index))
        pluginStatus.sendChangeMessage();
}

void Processor::getStateInformation(juce::MemoryBlock& destination)
{
    followModelParameter();
    destination = encodeState(session.capture());
}

void Processor::setStateInformation(const void* data, int size)
{
    try
    {
        session.restore(decodeState(data, size));
    }
    catch (const StateError& error)
    {
        pluginStatus.setError(error.what());
        return;
    }
    catch (const ModelError& error)
    {
        pluginStatus.setError(std::string("The session's model cannot be used, so nothing was restored: ") +
                              error.what());
        return;
    }
    edits.requestClear();
    pluginStatus.setError({});
    // The latency may change with the engines, and only the message thread may report it to the host.
    if (juce::MessageManager::existsAndIsCurrentThread())
        renewEngines();
    else
        triggerAsyncUpdate();
}

juce::AudioProcessorEditor* Processor::createEditor()
{
    return new Editor(*this, {.parameters = valueTree,
                              .history = edits,
                              .programs = programs,
                              .userPresets = userPresets,
                              .comparison = comparison,
                              .models = modelActions,
                              .learning = learning,
                              .appearance = editorAppearance,
                              .status = pluginStatus,
                              .monitor = restorer.monitor(),
                              .load = load});
}

} // namespace dequantizer

juce::AudioProcessor* JUCE_CALLTYPE createPluginFilter()
{
    return new dequantizer::Processor();
}
