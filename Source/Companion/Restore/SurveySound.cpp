#include "Companion/Restore/SurveySound.h"

#include "Companion/Restore/ChannelBlock.h"

namespace dequantizer
{

SoundSurvey surveySound(SoundReader& reader, std::optional<double> expectedDelta, const SampleProgress& progress)
{
    SoundSurveyor surveyor(reader.properties(), reader.channels(), expectedDelta);
    ChannelBlock block(reader.channels());
    std::uint64_t done = 0;
    while (const auto count = reader.read(block.data(), block.length()))
    {
        surveyor.process(block.data(), count);
        done += count;
        if (progress)
            progress(done);
    }
    auto survey = surveyor.survey();
    survey.endsEarly = reader.endsEarly();
    return survey;
}

} // namespace dequantizer
