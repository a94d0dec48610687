#include "Training/OverlapSegments.h"

#include "Signal/Window.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace dequantizer
{

namespace
{
std::size_t index(Eigen::Index value)
{
    return static_cast<std::size_t>(value);
}
} // namespace

OverlapSegments::OverlapSegments(const TrainingSettings& settings, int count)
    : frameLength(settings.frameLength), hop(settings.trainingHop), framesPerSegment(settings.framesPerSegment),
      // Sample s of a segment is covered by all frames it ever will be where n - hop <= s < m hop.
      framesInSegment(((framesPerSegment + 1) * frameLength + hop - 1) / hop - 1), levelRange(settings.levelRange),
      levelChance(settings.levelChance), quantiser(Quantiser::midRise(deltaForBits(settings.bits))),
      window(overlapAddWindow(frameLength, hop)), clean(static_cast<std::size_t>(count))
{
    for (auto* matrix : {&cells.input, &cells.lower, &cells.upper})
        matrix->setZero(frameLength, static_cast<Eigen::Index>(count) * framesInSegment);
    for (auto& segment : clean)
        segment.resize(static_cast<std::size_t>((framesInSegment - 1) * hop + frameLength));
    for (auto* signal : {&restored, &derivative})
        signal->resize(clean.empty() ? 0 : clean.front().size());
    reference.resize(static_cast<std::size_t>(framesPerSegment * frameLength));
}

void OverlapSegments::draw(int segmentIndex, const std::vector<TrainingSound>& sounds, RandomStream& random)
{
    auto& segment = clean[static_cast<std::size_t>(segmentIndex)];
    const auto& sound = sounds[random.below(sounds.size())].samples;
    const auto places = sound.size() > segment.size() ? sound.size() - segment.size() + 1 : 1;
    const auto start = random.below(places);
    const double attenuation = random.uniform() < levelChance ? levelRange * random.uniform() : 0.0;
    const auto gain = static_cast<float>(std::pow(10.0, -attenuation / 20.0));
    for (std::size_t i = 0; i < segment.size(); ++i)
        segment[i] = start + i < sound.size() ? gain * sound[start + i] : 0.0f;

    for (Eigen::Index frame = 0; frame < framesInSegment; ++frame)
    {
        const auto column = segmentIndex * framesInSegment + frame;
        for (Eigen::Index i = 0; i < frameLength; ++i)
        {
            const float quantised = quantiser.quantise(segment[index(frame * hop + i)]);
            const auto cell = quantiser.cell(quantised);
            cells.input(i, column) = quantised;
            cells.lower(i, column) = cell.lower;
            cells.upper(i, column) = cell.upper;
        }
    }
}

double OverlapSegments::evaluate(const Matrix<float>& solved, const Loss& loss, double scale, Matrix<float>& gradient)
{
    const auto begin = static_cast<std::size_t>(frameLength - hop);
    const auto length = reference.size();
    gradient.resize(solved.rows(), solved.cols());
    double sum = 0.0;
    for (std::size_t segment = 0; segment < clean.size(); ++segment)
    {
        const auto firstColumn = static_cast<Eigen::Index>(segment) * framesInSegment;
        std::fill(restored.begin(), restored.end(), 0.0);
        for (Eigen::Index frame = 0; frame < framesInSegment; ++frame)
            for (Eigen::Index i = 0; i < frameLength; ++i)
                restored[index(frame * hop + i)] +=
                    static_cast<double>(window[index(i)] * solved(i, firstColumn + frame));

        std::fill(derivative.begin(), derivative.end(), 0.0);
        std::copy_n(clean[segment].begin() + static_cast<std::ptrdiff_t>(begin), length, reference.begin());
        sum += loss.evaluate(reference, std::span(restored).subspan(begin, length),
                             std::span(derivative).subspan(begin, length));

        for (Eigen::Index frame = 0; frame < framesInSegment; ++frame)
            for (Eigen::Index i = 0; i < frameLength; ++i)
                gradient(i, firstColumn + frame) = static_cast<float>(scale * static_cast<double>(window[index(i)]) *
                                                                      derivative[index(frame * hop + i)]);
    }
    return scale * sum;
}

} // namespace dequantizer
