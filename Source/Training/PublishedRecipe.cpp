#include "Training/PublishedRecipe.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

TrainingSettings publishedRecipe(double sampleRate)
{
    TrainingSettings settings;
    settings.sampleRate = sampleRate;
    settings.frameLength = std::max(2, static_cast<int>(std::lround(0.02 * sampleRate)));
    settings.rows = settings.frameLength;
    settings.mask = PrimalMask::widened;
    settings.basis = Basis::samples;
    settings.weight = 10.0;
    settings.product = 0.99 * 0.99; // as stepSizesFromWeight()
    settings.productLimit = 1.0;
    settings.learnedSteps = LearnedSteps::none;
    settings.normGradient = false;
    settings.sampling = Sampling::epochs;
    settings.trainingHop = settings.frameLength;
    settings.hop = settings.frameLength;
    settings.framesPerSegment = 1;
    settings.segments = 32;
    settings.segmentsTogether = 8;
    settings.warmUp = 0;
    settings.learningRate = 1e-5;
    settings.decay = RateDecay::exponential;
    settings.finalRate = 0.1;
    return settings;
}

} // namespace dequantizer
