// Takes a picture of the editor:   dequantizer-editor-shot SOUND OUT.png WIDTH HEIGHT dark|light VIEW BITS SECONDS
// VIEW is scope, spectrum, spectrogram, history, bounds or shares. Quantises the sound file, plays it for SECONDS,
// again and again, and writes what the editor then shows. Needs no display.
#include "Plugin/Editor/Editor.h"
#include "Plugin/Processor.h"
#include "Plugin/State/Parameters.h"
#include "Signal/Quantiser.h"

#include <juce_audio_formats/juce_audio_formats.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

using namespace dequantizer;

namespace
{
constexpr int framesPerSecond = 30;
constexpr auto sharesName = "shares";

EditorView viewNamed(const juce::String& name)
{
    if (name == sharesName)
        return EditorView::scope;
    const juce::StringArray names{"scope", "spectrum", "spectrogram", "history", "bounds"};
    if (!names.contains(name))
        throw std::runtime_error(name.toStdString() + ": no view");
    return static_cast<EditorView>(names.indexOf(name));
}

juce::AudioBuffer<float> readSound(const juce::File& file, double& rate)
{
    juce::AudioFormatManager formats;
    formats.registerBasicFormats();
    const std::unique_ptr<juce::AudioFormatReader> reader(formats.createReaderFor(file));
    if (reader == nullptr)
        throw std::runtime_error(file.getFullPathName().toStdString() + ": not a sound file");
    juce::AudioBuffer<float> sound(1, static_cast<int>(reader->lengthInSamples));
    reader->read(&sound, 0, sound.getNumSamples(), 0, true, false);
    rate = reader->sampleRate;
    return sound;
}

void play(Processor& processor, Editor& editor, const juce::AudioBuffer<float>& sound, double rate, double seconds)
{
    const int block = juce::roundToInt(rate / framesPerSecond);
    const int end = juce::roundToInt(seconds * rate);
    juce::MidiBuffer midi;
    for (int start = 0; start + block <= end; start += block)
    {
        juce::AudioBuffer<float> buffer(1, block);
        for (int i = 0; i < block; ++i)
            buffer.setSample(0, i, sound.getSample(0, (start + i) % sound.getNumSamples()));
        processor.processBlock(buffer, midi);
        editor.update(1.0 / framesPerSecond);
    }
}

// Presses the button with this title within a component.
void press(juce::Component& parent, const juce::String& title)
{
    for (auto* child : parent.getChildren())
    {
        if (auto* const button = dynamic_cast<juce::Button*>(child); button != nullptr && button->getTitle() == title)
            button->onClick();
        press(*child, title);
    }
}

// Opens the shares of the correction, with some that draw a curve.
void openShares(Processor& processor, Editor& editor)
{
    const auto set = [&](const char* id, float value)
    {
        auto& parameter = *processor.parameters().getParameter(id);
        parameter.setValueNotifyingHost(parameter.convertTo0to1(value));
    };
    set(parameter::lowShare, 40.0f);
    set(parameter::highShare, 70.0f);
    press(editor, "Shares of the correction by band and channel");
}

void draw(const juce::StringArray& arguments)
{
    if (arguments.size() != 8)
        throw std::runtime_error("SOUND OUT.png WIDTH HEIGHT dark|light VIEW BITS SECONDS");
    double rate = 0.0;
    auto sound = readSound(juce::File::getCurrentWorkingDirectory().getChildFile(arguments[0]), rate);
    const float peak = sound.getMagnitude(0, sound.getNumSamples());
    sound.applyGain(peak > 0.0f ? 0.999f / peak : 1.0f);
    const auto quantiser = Quantiser::midRise(deltaForBits(arguments[6].getIntValue()), Overload::saturate);
    auto* const samples = sound.getWritePointer(0);
    std::transform(samples, samples + sound.getNumSamples(), samples,
                   [&](float sample) { return quantiser.quantise(sample); });

    Processor processor;
    auto layout = processor.getBusesLayout();
    layout.inputBuses.getReference(0) = layout.outputBuses.getReference(0) = juce::AudioChannelSet::mono();
    processor.setBusesLayout(layout);
    processor.setRateAndBufferSizeDetails(rate, 512);
    processor.prepareToPlay(rate, 512);
    processor.appearance().setLook(
        {static_cast<std::uint16_t>(arguments[2].getIntValue()), static_cast<std::uint16_t>(arguments[3].getIntValue()),
         static_cast<std::uint16_t>(arguments[4] == "light" ? 1 : 0), viewNamed(arguments[5])});

    const std::unique_ptr<Editor> editor(dynamic_cast<Editor*>(processor.createEditorIfNeeded()));
    if (arguments[5] == sharesName)
        openShares(processor, *editor);
    editor->update(0.0); // starts the metering
    play(processor, *editor, sound, rate, arguments[7].getDoubleValue());
    editor->showStatus();
    const auto picture = editor->createComponentSnapshot(editor->getLocalBounds()).convertedToFormat(juce::Image::RGB);
    const auto file = juce::File::getCurrentWorkingDirectory().getChildFile(arguments[1]);
    file.deleteFile();
    juce::FileOutputStream stream(file);
    if (!stream.openedOk() || !juce::PNGImageFormat().writeImageToStream(picture, stream))
        throw std::runtime_error(arguments[1].toStdString() + ": cannot be written");
}
} // namespace

int main(int argumentCount, char** arguments)
{
    const juce::ScopedJuceInitialiser_GUI messageThread;
    try
    {
        draw(juce::StringArray(arguments + 1, argumentCount - 1));
        return 0;
    }
    catch (const std::exception& error)
    {
        std::cerr << "dequantizer-editor-shot: " << error.what() << '\n';
        return 1;
    }
}
