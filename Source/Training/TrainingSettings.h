#pragma once

#include "Algorithm/PrimalMask.h"

#include <cstdint>
#include <string>

namespace dequantizer
{

/// How the gradient is computed.
enum class GradientMode
{
    full,     ///< through all iterations
    truncated ///< through the last few, with masks frozen at the last iterate
};

/// Which step sizes are learned together with K. In every mode sigma and tau follow ||K||_2 as K changes:
///     sigma = w sqrt(p) / ||K||_2      tau = sqrt(p) / (w ||K||_2)      so that   sigma tau ||K||_2^2 = p.
enum class LearnedSteps
{
    none,            ///< w and p stay as they are
    weight,          ///< w is learned, p stays
    weightAndProduct ///< both, p between 0 and its limit
};

/// Everything that decides what a training run computes. Two runs with equal settings, on equal sounds, give the same K
/// bit for bit on one machine.
struct TrainingSettings
{
    double sampleRate = 16000.0; ///< Hz
    int bits = 4;                ///< of the mid-rise quantiser over [-1, 1]
    int frameLength = 320;       ///< n, samples
    int rows = 320;              ///< k
    int iterations = 10;         ///< L

    GradientMode gradient = GradientMode::full;
    int backwardSteps = 30; ///< b of the truncated gradient
    PrimalMask mask = PrimalMask::cell;
    std::string loss = "mse"; ///< a name that makeLoss() knows

    double weight = 20.0;       ///< the initial w, in 1 / signal units
    double product = 0.98;      ///< the initial p
    double productLimit = 0.98; ///< what a learned p stays below; above 1 the iteration need not converge
    double theta = 1.0;
    LearnedSteps learnedSteps = LearnedSteps::weight;

    int trainingHop = 80;     ///< between the overlapping frames whose average the loss sees, samples
    int hop = 40;             ///< recommended to the user of the model and used for validation, samples
    int segments = 8;         ///< of a minibatch, each from a random place of a random sound
    int framesPerSegment = 2; ///< what the loss sees of a segment, in frame lengths
    double levelRange = 0.0;  ///< a segment is attenuated by up to this many dB ...
    double levelChance = 0.0; ///< ... with this probability, 0 .. 1

    long steps = 10000;             ///< minibatches in all
    long warmUp = 300;              ///< minibatches over which the learning rate rises
    double learningRate = 1e-4;     ///< of Adam, at its highest
    double scalarRate = 10.0;       ///< the learning rate of log w and p as a multiple of that of K
    long validationInterval = 2000; ///< minibatches between validations
    std::uint64_t seed = 1;
    int threads = 1;
};

} // namespace dequantizer
