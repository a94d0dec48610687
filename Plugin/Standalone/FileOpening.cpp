#include "Plugin/Standalone/FileOpening.h"

#include "AudioFile/ReadSoundFile.h"
#include "Files/Utf8Path.h"
#include "Plugin/Standalone/Overview.h"

#include <chrono>
#include <exception>
#include <new>

namespace dequantizer
{

namespace
{
constexpr std::size_t overviewParts = 2000;

FileOpening::Result read(const juce::File& file)
{
    FileOpening::Result result;
    result.file = file;
    try
    {
        auto sound = std::make_shared<Sound>(readSoundFile(pathOf(file), mostSamplesInMemory));
        result.peaks = overview(*sound, overviewParts);
        result.grid = findGrid(sound->channels, sound->sampleRate);
        result.sound = std::move(sound);
    }
    catch (const std::bad_alloc&)
    {
        result.error = file.getFullPathName().toStdString() + ": not enough memory";
    }
    catch (const std::exception& error)
    {
        result.error = error.what();
    }
    return result;
}
} // namespace

void FileOpening::begin(const juce::File& file)
{
    opening = std::async(std::launch::async, [file] { return read(file); });
}

std::optional<FileOpening::Result> FileOpening::takeResult()
{
    if (!opening.valid() || opening.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        return {};
    return opening.get();
}

std::filesystem::path pathOf(const juce::File& file)
{
    return pathFromUtf8(file.getFullPathName().toStdString());
}

} // namespace dequantizer
