#include "AudioFile/RawFormat.h"
#include "AudioFile/SoundFileError.h"
#include "AudioFile/SoundReader.h"
#include "Companion/Restore/SurveySound.h"
#include "Fuzz/EnoughRead.h"
#include "Fuzz/FuzzFile.h"
#include "Fuzz/FuzzTargets.h"

namespace dequantizer
{

void fuzzRawFormat(std::string_view bytes)
{
    const auto line = bytes.substr(0, bytes.find('\n'));
    const auto format = parseRawFormat(line);
    if (!format)
        return;
    require(format->sampleRate >= 1 && format->channels >= 1, "a format has a rate and channels");
    const FuzzFile file("raw", bytes.substr(std::min(bytes.size(), line.size() + 1)));
    try
    {
        SoundReader reader(file.path, format);
        const auto sound = surveySound(reader);
        require(sound.channels == format->channels, "the channels are as given");
    }
    catch (const SoundFileError&)
    {
    }
}

} // namespace dequantizer
