#include "Training/LearnedBoundsRecipe.h"

#include "Model/CosineModel.h"
#include "Signal/Quantiser.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

TrainingSettings learnedBoundsRecipe(double sampleRate)
{
    TrainingSettings settings;
    settings.operatorKind = OperatorKind::dense;
    settings.bounds = BoundsKind::learned;
    settings.sampleRate = sampleRate;
    settings.bits = 3;
    settings.maxBits = 10;
    settings.frameLength = std::max(2, static_cast<int>(std::lround(0.02 * sampleRate)));
    settings.rows = settings.frameLength;
    settings.hop = std::max(1, settings.frameLength / 8);
    settings.trainingHop = settings.hop;
    settings.hiddenUnits = 96;
    settings.inputGradient = true;
    settings.objective = ObjectiveKind::relative;
    settings.harmWeight = 0.3;
    const auto steps = cosineStepSizes(deltaForBits(settings.bits));
    settings.weight = std::sqrt(steps.sigma / steps.tau);
    settings.learnedSteps = LearnedSteps::none;
    settings.segments = 4;
    settings.segmentsTogether = 1;
    settings.framesPerSegment = 2;
    settings.levelRange = 12.0;
    settings.levelChance = 0.5;
    settings.minPeak = 1.0;
    settings.warmUp = 50;
    settings.learningRate = 1e-3;
    settings.scalarRate = 10.0;
    settings.validationInterval = 2000;
    return settings;
}

} // namespace dequantizer
