#include "AudioFile/SoundFileError.h"
#include "AudioFile/SoundReader.h"
#include "Companion/Restore/SurveySound.h"
#include "Fuzz/EnoughRead.h"
#include "Fuzz/FuzzFile.h"
#include "Fuzz/FuzzTargets.h"

#include <cmath>

namespace dequantizer
{

namespace
{
void surveyFile(const std::filesystem::path& file, TruncatedFile onTruncation)
{
    try
    {
        SoundReader reader(file, {}, onTruncation);
        require(reader.channels() >= 1 && reader.properties().sampleRate >= 1.0, "a sound has channels and a rate");
        const auto sound = surveySound(reader, {},
                                       [](std::uint64_t done)
                                       {
                                           if (done >= enoughSamples)
                                               throw EnoughRead();
                                       });
        require(sound.length > 0 && std::isfinite(sound.peak), "a survey has samples, all finite");
        const auto extras = reader.extras();
        require(!extras.loop || extras.loop->begin < extras.loop->end, "a loop is not empty");
    }
    catch (const SoundFileError&)
    {
    }
    catch (const EnoughRead&)
    {
    }
}
} // namespace

void fuzzInspect(std::string_view bytes)
{
    const FuzzFile file("inspected", bytes);
    surveyFile(file.path, TruncatedFile::refuse);
    surveyFile(file.path, TruncatedFile::salvage);
}

} // namespace dequantizer
