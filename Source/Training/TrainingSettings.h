#pragma once

#include "Algorithm/IterationScheme.h"
#include "Algorithm/PrimalMask.h"

#include <cstdint>
#include <string>

namespace dequantizer
{

/// The kind of the analysis operator.
enum class OperatorKind
{
    dense,  ///< a matrix K, which is learned itself
    fourier ///< the windowed Fourier operator, for which bounds and steps are learned
};

/// The bounds of the dual variable.
enum class BoundsKind
{
    constant, ///< 1
    learned   ///< set by networks from the signal, see DenseBounds.h and FourierBounds.h
};

/// How the gradient is computed.
enum class GradientMode
{
    full,      ///< through all iterations
    truncated, ///< through the last few, with the masks frozen at the last iterate
    implicit   ///< of the solution that these masks determine, see ImplicitGradient.h
};

/// Which step sizes are learned together with K. In every mode sigma and tau follow ||K||_2 as K changes:
///     sigma = w sqrt(p) / ||K||_2      tau = sqrt(p) / (w ||K||_2)      so that   sigma tau ||K||_2^2 = p.
enum class LearnedSteps
{
    none,            ///< w and p are constants
    weight,          ///< w is learned, p is a constant
    weightAndProduct ///< both are learned, p between 0 and its limit
};

/// The coordinates in which K is learned. The choice matters because Adam scales each coordinate separately. In the
/// sample basis, the strong low frequencies dominate every gradient. In the cosine basis, each frequency has its own
/// step size, and training takes a few hundred minibatches instead of thousands.
enum class Basis
{
    samples, ///< the entries of K
    cosine   ///< K's rows in the basis of the orthonormal DCT-II
};

/// How the segments of a minibatch are chosen.
enum class Sampling
{
    random, ///< each from a random position of a random signal
    epochs  ///< non-overlapping frames, each once per epoch, in a new random order in every epoch
};

/// How the losses of the segments are combined into one number, see Objective.
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

/// Everything that determines the result of a training run besides the audio. On the same machine, two runs with equal
/// settings and equal audio give the same model, bit for bit, whatever the number of threads. SettingsTable.h has the
/// name and the range of each setting.
struct TrainingSettings
{
    OperatorKind operatorKind = OperatorKind::dense;
    BoundsKind bounds = BoundsKind::constant;
    double sampleRate = 16000.0; ///< Hz
    int bits = 4;                ///< of the mid-rise quantiser over [-1, 1]
    int maxBits = 0;             ///< depths are drawn from `bits` to this; 0 means `bits` alone
    int frameLength = 320;       ///< n, samples at `sampleRate`
    int rows = 320;              ///< k
    int iterations = 10;         ///< L
    SolverAlgorithm algorithm = SolverAlgorithm::chambollePock;
    double relaxation = defaultRelaxation; ///< rho of the over-relaxed algorithm
    double inertia = defaultInertia;       ///< alpha of the inertial algorithm

    int hiddenUnits = 16;          ///< of each layer of the networks that set the bounds
    bool frameLayer = true;        ///< whether the networks of the fourier operator see the spectrum of the whole frame
    std::string updates = "0,3,6"; ///< the iterations before which the networks set the bounds, increasing from 0
    bool inputGradient = false;    ///< whether the gradient flows through the inputs of these networks

    GradientMode gradient = GradientMode::full;
    int backwardSteps = 30; ///< b of the truncated gradient, and the steps that solve for the implicit one
    PrimalMask mask = PrimalMask::cell;
    std::string loss = "mse"; ///< a name that makeLoss() knows
    ObjectiveKind objective = ObjectiveKind::mean;
    double harmWeight = 0.0; ///< of the penalty on segments whose loss the restoration increases

    double loudnessWeight = 0.0; ///< of the logarithm of the audible difference, see LoudnessDifference

    Basis basis = Basis::cosine;
    double weight = 20.0;       ///< the initial w, in 1 / signal units
    double product = 0.98;      ///< the initial p
    double productLimit = 0.98; ///< the upper limit of a learned p; above 1 the iteration may not converge
    double theta = 1.0;
    LearnedSteps learnedSteps = LearnedSteps::weight;
    bool normGradient = true; ///< whether the gradient of K includes that of sigma and tau through ||K||_2

    Sampling sampling = Sampling::random;
    int trainingHop = 80;      ///< between the overlapping frames whose average the loss sees, samples
    int hop = 40;              ///< of the finished model, recommended to users and used in validation, samples
    int segments = 8;          ///< segments per minibatch
    int segmentsTogether = 1;  ///< segments of one sound that are solved together and share a term of the objective
    int framesPerSegment = 2;  ///< the part of a segment that the loss evaluates, in frame lengths
    double levelRange = 0.0;   ///< a segment is attenuated by up to this many dB ...
    double levelChance = 0.0;  ///< ... with this probability, 0 .. 1
    double offsetChance = 0.0; ///< the probability of a DC offset of up to half a cell, 0 .. 1
    double humChance = 0.0;    ///< the probability of a hum, see VariedSegments, 0 .. 1
    double minPeak = 0.0;      ///< segments with a lower peak are drawn again, in quantisation steps

    long steps = 10000;         ///< the total number of minibatches
    long warmUp = 300;          ///< minibatches over which the learning rate rises
    double learningRate = 1e-4; ///< the maximum learning rate of Adam
    double scalarRate = 10.0;   ///< the learning rate of all but the matrices, as a multiple of theirs
    RateDecay decay = RateDecay::cosine;
    double finalRate = 0.1;         ///< the share of the learning rate that remains after an exponential decay
    double gradientLimit = 0.0;     ///< the maximum Euclidean norm of the gradient; 0 means no limit
    long validationInterval = 2000; ///< minibatches between validations
    std::uint64_t seed = 1;

    [[nodiscard]] IterationScheme scheme() const { return IterationScheme::of(algorithm, relaxation, inertia); }
};

} // namespace dequantizer
