#include "Training/EpochFrames.h"

#include "Training/QuantisedFrames.h"
#include "Training/RandomStream.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace dequantizer
{

EpochFrames::EpochFrames(const TrainingSettings& wanted, const Matrix<float>& clean)
    : settings(wanted), frames(clean), quantiser(Quantiser::midRise(deltaForBits(settings.bits))),
      batch(static_cast<int>(std::min<Eigen::Index>(settings.segments, frames.cols()))),
      order(static_cast<std::size_t>(frames.cols()))
{
    if (frames.cols() < 1 || frames.rows() != settings.frameLength || settings.trainingHop != settings.frameLength ||
        settings.framesPerSegment != 1)
        throw std::invalid_argument("the frames do not fit the settings");
}

long EpochFrames::minibatchesPerEpoch(const TrainingSettings& settings, Eigen::Index count) noexcept
{
    return std::max<long>(1, static_cast<long>(count) / settings.segments);
}

int EpochFrames::groups() const noexcept
{
    return (batch + settings.segmentsTogether - 1) / settings.segmentsTogether;
}

void EpochFrames::beginMinibatch(long step)
{
    const long perEpoch = minibatchesPerEpoch(settings, frames.cols());
    if (const long epoch = step / perEpoch; epoch != shuffledEpoch)
        shuffle(epoch);
    firstOfMinibatch = static_cast<std::size_t>(step % perEpoch * batch);
}

void EpochFrames::shuffle(long epoch)
{
    std::iota(order.begin(), order.end(), Eigen::Index(0));
    RandomStream random(settings.seed, static_cast<std::uint64_t>(epoch), 0);
    for (std::size_t left = order.size(); left > 1; --left)
        std::swap(order[left - 1], order[random.below(left)]);
    shuffledEpoch = epoch;
}

void EpochFrames::draw(int index, SegmentGroup& target) const
{
    const int first = index * settings.segmentsTogether;
    const int count = std::min(settings.segmentsTogether, batch - first);
    target.clean.resize(frames.rows(), count);
    for (int m = 0; m < count; ++m)
        target.clean.col(m) = frames.col(order[firstOfMinibatch + static_cast<std::size_t>(first + m)]);
    quantise(target.clean, quantiser, target.cells);
    target.delta = quantiser.delta();
}

} // namespace dequantizer
