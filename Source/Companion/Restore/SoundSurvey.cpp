#include "Companion/Restore/SoundSurvey.h"

#include "Companion/Restore/ChannelBlock.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

SoundSurvey surveySound(SoundReader& reader, const SampleProgress& progress)
{
    SoundSurvey survey{.properties = reader.properties(), .channels = reader.channels(), .grid = {}};
    GridSurvey grid(survey.channels, survey.properties.sampleRate);
    ChannelBlock block(survey.channels);
    while (const auto count = reader.read(block.data(), block.length()))
    {
        grid.process(block.data(), count);
        survey.length += count;
        for (const auto& channel : block.channels())
            for (std::size_t i = 0; i < count; ++i)
            {
                const float magnitude = std::abs(channel[i]);
                survey.peak = std::max(survey.peak, magnitude);
                survey.beyondFullScale += magnitude > 1.0f ? 1 : 0;
            }
        if (progress)
            progress(survey.length);
    }
    survey.grid = grid.grid();
    return survey;
}

} // namespace dequantizer
