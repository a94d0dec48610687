#pragma once

#include "Algorithm/PrimalMask.h"

#include <cstdint>
#include <string>

namespace dequantizer
{

/// The kind of the analysis operator.
enum class OperatorKind
{
    dense,  ///< a matrix K, which is learned itself
    fourier ///< the windowed Fourier operator, whose bounds and steps are learned
};

/// How the gradient is computed.
enum class GradientMode
{
    full,     ///< through all iterations
    truncated ///< through the last few, with the masks frozen at the last iterate
};

/// Which step sizes are learned together with K. In every mode sigma and tau follow ||K||_2 as K changes:
///     sigma = w sqrt(p) / ||K||_2      tau = sqrt(p) / (w ||K||_2)      so that   sigma tau ||K||_2^2 = p.
enum class LearnedSteps
{
    none,            ///< w and p are constants
    weight,          ///< w is learned, p is a constant
    weightAndProduct ///< both are learned, p between 0 and its limit
};

/// The coordinates in which K is learned. Adam scales each coordinate by itself, so the choice matters. In the samples'
/// own every gradient is mostly that of the strong low frequencies; in those of the cosine transform each frequency
/// gets steps of its own, and a few hundred minibatches do what took thousands.
enum class Basis
{
    samples, ///< the entries of K
    cosine   ///< K's rows in the basis of the orthonormal DCT-II
};

/// Which segments make a minibatch.
enum class Sampling
{
    random, ///< each from a random place of a random sound
    epochs  ///< frames that do not overlap, every one once an epoch, in a new random order each epoch
};

/// How the losses of the segments become one number, see Objective.
enum class ObjectiveKind
{
    mean,
    relative
};

/// How the learning rate changes after the warm-up.
enum class RateDecay
{
    constant,
    cosine,     ///< to 0 at the last minibatch
    exponential ///< to `finalRate` times its initial value
};

/// Everything that decides what a training run computes. Two runs with equal settings on equal sounds give the same
/// model bit for bit on one machine, whatever the number of threads. SettingsTable.h has the name and the range of
/// each.
struct TrainingSettings
{
    OperatorKind operatorKind = OperatorKind::dense;
    double sampleRate = 16000.0; ///< Hz
    int bits = 4;                ///< of the mid-rise quantiser over [-1, 1]
    int maxBits = 0;             ///< depths from `bits` to this are drawn at random; 0 means `bits` alone
    int frameLength = 320;       ///< n, samples at `sampleRate`
    int rows = 320;              ///< k
    int iterations = 10;         ///< L

    int hiddenUnits = 16;          ///< of each layer of the networks that set the bounds of a Fourier operator
    std::string updates = "0,3,6"; ///< the iterations before which they set them, increasing, the first 0
    bool inputGradient = false;    ///< whether the gradient flows through the inputs of these networks

    GradientMode gradient = GradientMode::full;
    int backwardSteps = 30; ///< b of the truncated gradient
    PrimalMask mask = PrimalMask::cell;
    std::string loss = "mse"; ///< a name that makeLoss() knows
    ObjectiveKind objective = ObjectiveKind::mean;
    double harmWeight = 0.0; ///< of the penalty on segments that come out worse than they went in

    Basis basis = Basis::cosine;
    double weight = 20.0;       ///< the initial w, in 1 / signal units
    double product = 0.98;      ///< the initial p
    double productLimit = 0.98; ///< what a learned p stays below; above 1 the iteration need not converge
    double theta = 1.0;
    LearnedSteps learnedSteps = LearnedSteps::weight;
    bool normGradient = true; ///< whether K's gradient includes that of sigma and tau through ||K||_2

    Sampling sampling = Sampling::random;
    int trainingHop = 80;      ///< between the overlapping frames whose average the loss sees, samples
    int hop = 40;              ///< recommended to the user of the model and used for validation, samples
    int segments = 8;          ///< of a minibatch
    int segmentsTogether = 1;  ///< segments of one sound that are solved together and share a term of the objective
    int framesPerSegment = 2;  ///< what the loss sees of a segment, in frame lengths
    double levelRange = 0.0;   ///< a segment is attenuated by up to this many dB ...
    double levelChance = 0.0;  ///< ... with this probability, 0 .. 1
    double offsetChance = 0.0; ///< the probability of a DC offset of up to half a cell, 0 .. 1
    double minPeak = 0.0;      ///< softer segments are drawn again, in quantisation steps

    long steps = 10000;         ///< minibatches in all
    long warmUp = 300;          ///< minibatches over which the learning rate rises
    double learningRate = 1e-4; ///< of Adam, at its highest
    double scalarRate = 10.0;   ///< the learning rate of the step sizes as a multiple of that of K
    RateDecay decay = RateDecay::cosine;
    double finalRate = 0.1;         ///< what an exponential decay leaves of the learning rate
    double gradientLimit = 0.0;     ///< longer gradients are shortened to this Euclidean length; 0 is no limit
    long validationInterval = 2000; ///< minibatches between validations
    std::uint64_t seed = 1;
};

} // namespace dequantizer
