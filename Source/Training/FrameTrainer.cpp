#include "Training/FrameTrainer.h"

#include "Algorithm/PowerIteration.h"
#include "Algorithm/SpectralNorm.h"
#include "Training/FrameErrors.h"
#include "Training/RandomStream.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace dequantizer
{

std::string describeRun(const FrameTrainingSettings& settings, const std::string& soundsFingerprint)
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text.precision(std::numeric_limits<double>::max_digits10);
    text << "sample_rate " << settings.sampleRate << "\nbits " << settings.bits << "\niterations "
         << settings.iterations << "\ngradient " << (settings.gradient == GradientMode::full ? "full" : "truncated")
         << "\nbackward_steps " << settings.backwardSteps << "\nmask "
         << (settings.mask == PrimalMask::cell ? "cell" : "widened") << "\nloss " << settings.loss << "\nweight "
         << settings.weight << "\ntheta " << settings.theta << "\nbatch " << settings.batch << "\nlearning_rate "
         << settings.learningRate << "\nlast_rate_part " << settings.lastRatePart << "\nepochs " << settings.epochs
         << "\nseed " << settings.seed << "\ntraining_sounds " << soundsFingerprint << '\n';
    return text.str();
}

FrameTrainer::FrameTrainer(const FrameTrainingSettings& wanted, const Matrix<float>& frames, Matrix<float> initial)
    : settings(wanted), clean(frames), loss(makeLoss(settings.loss, settings.sampleRate)),
      quantiser(Quantiser::midRise(deltaForBits(settings.bits))),
      // The last, incomplete minibatch of an epoch is left out; the next epoch's order is another.
      perEpoch(std::max<long>(1, static_cast<long>(clean.cols()) / settings.batch)),
      total(std::max(1L, std::lround(settings.epochs * static_cast<double>(perEpoch))))
{
    if (loss == nullptr)
        throw std::invalid_argument("there is no loss of this name");
    if (clean.cols() < 1 || initial.cols() != clean.rows())
        throw std::invalid_argument("the frames do not fit the initial K");

    constexpr int firstNormIterations = 200;
    auto& learned = state.learned;
    learned.K = std::move(initial);
    learned.operatorAdam = Adam(static_cast<std::size_t>(learned.K.size()));
    // Any start that no singular vector is orthogonal to will do, as long as it is always the same.
    learned.right = Vector<float>::NullaryExpr(clean.rows(), [](Eigen::Index i)
                                               { return 1.0f + 0.5f * std::sin(static_cast<float>(i * i)); });
    learned.norm = powerIteration(learned.K, learned.left, learned.right, firstNormIterations);
    order.resize(static_cast<std::size_t>(clean.cols()));
}

void FrameTrainer::shuffle(long epoch)
{
    std::iota(order.begin(), order.end(), Eigen::Index(0));
    RandomStream random(settings.seed, static_cast<std::uint64_t>(epoch), 0);
    for (std::size_t left = order.size(); left > 1; --left)
        std::swap(order[left - 1], order[random.below(left)]);
    shuffledEpoch = epoch;
}

double FrameTrainer::learn()
{
    if (const long epoch = state.step / perEpoch; epoch != shuffledEpoch)
        shuffle(epoch);
    const auto count = std::min<Eigen::Index>(settings.batch, clean.cols());
    const auto first = static_cast<std::size_t>(state.step % perEpoch * count);
    Matrix<float> target(clean.rows(), count);
    for (Eigen::Index m = 0; m < count; ++m)
        target.col(m) = clean.col(order[first + static_cast<std::size_t>(m)]);
    cells = quantisedFrames(target, quantiser);

    auto& learned = state.learned;
    const auto steps = stepSizesFromWeight(settings.weight, learned.norm, settings.theta);
    const bool full = settings.gradient == GradientMode::full;
    const auto& solved = solver.solve(learned.K, steps, cells, settings.iterations,
                                      full ? dequantizer_kernels::Keep::all : dequantizer_kernels::Keep::last);

    const double scale = 12.0 / (quantiser.delta() * quantiser.delta()) / static_cast<double>(count);
    const auto length = static_cast<std::size_t>(clean.rows());
    std::vector<double> derivative(length);
    outputGradient.resize(clean.rows(), count);
    double sum = 0.0;
    for (Eigen::Index m = 0; m < count; ++m)
    {
        const Vector<double> reference = target.col(m).cast<double>();
        const Vector<double> restored = solved.col(m).cast<double>();
        sum += loss->evaluate({reference.data(), length}, {restored.data(), length}, derivative);
        for (std::size_t i = 0; i < length; ++i)
            outputGradient(static_cast<Eigen::Index>(i), m) = static_cast<float>(scale * derivative[i]);
    }
    const auto& gradient = solver.backPropagate(outputGradient, settings.mask, settings.backwardSteps);

    const double progress = static_cast<double>(state.step) / static_cast<double>(total);
    const double rate = settings.learningRate * std::pow(settings.lastRatePart, progress);
    ++state.step;
    const auto size = static_cast<std::size_t>(learned.K.size());
    learned.operatorAdam.update({learned.K.data(), size}, {gradient.K.data(), size}, rate, state.step);
    learned.norm = powerIteration(learned.K, learned.left, learned.right, 1);
    return scale * sum;
}

Model FrameTrainer::model() const
{
    Model result;
    result.K = state.learned.K;
    result.sampleRate = settings.sampleRate;
    result.referenceDelta = quantiser.delta();
    result.steps = stepSizesFromWeight(settings.weight, spectralNorm(result.K), settings.theta);
    result.iterations = settings.iterations;
    result.hop = static_cast<int>(clean.rows());
    return result;
}

} // namespace dequantizer
