#include "Training/FrameGeometry.h"

#include "Model/Model.h"

namespace dequantizer
{

FrameGeometry frameGeometry(const TrainingSettings& settings, double sampleRate) noexcept
{
    if (settings.operatorKind == OperatorKind::dense)
        return {settings.frameLength, settings.trainingHop};
    return {fourierFrameLengthAt(settings.frameLength, settings.sampleRate, sampleRate),
            fourierHopAt(settings.frameLength, settings.trainingHop, settings.sampleRate, sampleRate)};
}

} // namespace dequantizer
