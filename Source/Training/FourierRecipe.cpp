#include "Training/FourierRecipe.h"

#include "Model/Model.h"

namespace dequantizer
{

TrainingSettings fourierRecipe(double sampleRate)
{
    TrainingSettings settings;
    settings.operatorKind = OperatorKind::fourier;
    settings.bounds = BoundsKind::learned;
    settings.sampleRate = sampleRate;
    settings.bits = 3;
    settings.maxBits = 10;
    settings.frameLength = fourierFrameLengthAt(2048, 44100.0, sampleRate);
    settings.hop = settings.frameLength / 4;
    settings.trainingHop = settings.hop;
    settings.objective = ObjectiveKind::relative;
    settings.harmWeight = 0.3;
    settings.learnedSteps = LearnedSteps::none;
    settings.segments = 6;
    settings.segmentsTogether = 2;
    settings.framesPerSegment = 1;
    settings.levelRange = 12.0;
    settings.levelChance = 0.5;
    settings.minPeak = 1.0;
    settings.warmUp = 50;
    settings.learningRate = 5e-3;
    settings.gradientLimit = 1.0;
    settings.validationInterval = 500;
    return settings;
}

} // namespace dequantizer
