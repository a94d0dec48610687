#include "Plugin/Standalone/FileOpening.h"

#include "AudioFile/ReadSoundFile.h"
#include "Plugin/Standalone/Overview.h"

#include <chrono>
#include <exception>
#include <new>

namespace dequantizer
{

namespace
{
constexpr std::size_t overviewParts = 2000;

// 2 GiB: 3 hours of stereo at 25 kHz, 1.7 at 44.1 kHz. A restored copy needs as much again.
constexpr std::size_t mostSamples = std::size_t{1} << 29;

FileOpening::Opened read(const juce::File& file)
{
    FileOpening::Opened opened;
    opened.file = file;
    try
    {
        auto sound = std::make_shared<Sound>(readSoundFile(pathOf(file), mostSamples));
        opened.peaks = overview(*sound, overviewParts);
        opened.grid = findGrid(sound->channels, sound->sampleRate);
        opened.sound = std::move(sound);
    }
    catch (const std::bad_alloc&)
    {
        opened.error = file.getFullPathName().toStdString() + ": there is not enough memory";
    }
    catch (const std::exception& error)
    {
        opened.error = error.what();
    }
    return opened;
}
} // namespace

void FileOpening::begin(const juce::File& file)
{
    opening = std::async(std::launch::async, [file] { return read(file); });
}

std::optional<FileOpening::Opened> FileOpening::takeResult()
{
    if (!opening.valid() || opening.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        return {};
    return opening.get();
}

std::filesystem::path pathOf(const juce::File& file)
{
    const auto utf8 = file.getFullPathName().toStdString();
    return std::u8string(utf8.begin(), utf8.end());
}

} // namespace dequantizer
