#include "Training/FrameErrors.h"

#include "Signal/Framing.h"
#include "Signal/Metrics.h"
#include "Training/GradientSolver.h"
#include "Training/QuantisedFrames.h"

#include <algorithm>

namespace dequantizer
{

namespace
{
// Large enough for an efficient product, small enough to stay in cache.
constexpr Eigen::Index framesTogether = 64;

// The sum of the frames' relative duality gaps.
double sumOfGaps(const PackedOperator& K, const CellFrames<float>& cells, const Matrix<float>& primal,
                 const Matrix<float>& dual)
{
    Matrix<float> analysed, adjoint;
    K.apply(primal, analysed);
    K.applyAdjoint(dual, adjoint);
    double sum = 0.0;
    for (Eigen::Index m = 0; m < primal.cols(); ++m)
        sum += relativeGap(analysed.col(m), adjoint.col(m), cells.lower.col(m), cells.upper.col(m));
    return sum;
}

std::span<const float> samplesOf(const Matrix<float>& frames)
{
    return {frames.data(), static_cast<std::size_t>(frames.size())};
}
} // namespace

Matrix<float> framesOf(const std::vector<TrainingSound>& sounds, int frameLength)
{
    Eigen::Index count = 0;
    for (const auto& sound : sounds)
        count += static_cast<Eigen::Index>(sound.samples.size()) / frameLength;
    Matrix<float> frames(frameLength, count);
    Eigen::Index filled = 0;
    for (const auto& sound : sounds)
    {
        const auto own = cutFrames(sound.samples, frameLength, frameLength);
        frames.middleCols(filled, own.cols()) = own;
        filled += own.cols();
    }
    return frames;
}

Matrix<float> spreadFrames(const Matrix<float>& frames, Eigen::Index count)
{
    if (frames.cols() <= count)
        return frames;
    Matrix<float> chosen(frames.rows(), count);
    for (Eigen::Index m = 0; m < count; ++m)
        chosen.col(m) = frames.col(m * frames.cols() / count);
    return chosen;
}

CellFrames<float> quantisedFrames(const Matrix<float>& clean, const Quantiser& quantiser)
{
    CellFrames<float> cells;
    quantise(clean, quantiser, cells);
    return cells;
}

double quantisedError(const Matrix<float>& clean, int bits)
{
    const auto cells = quantisedFrames(clean, Quantiser::midRise(deltaForBits(bits)));
    return squaredError(samplesOf(clean), samplesOf(cells.input)) / static_cast<double>(clean.size());
}

std::vector<double> errorCurve(const Model& model, const Matrix<float>& clean, int bits,
                               std::span<const int> iterations, const std::function<void(double)>& progress,
                               std::vector<double>* gaps)
{
    const auto quantiser = Quantiser::midRise(deltaForBits(bits));
    const auto steps = model.stepsFor(quantiser.delta());
    const PackedOperator K(model.K);
    GradientSolver solver;
    std::vector<double> errors(iterations.size(), 0.0);
    if (gaps != nullptr)
        gaps->assign(iterations.size(), 0.0);
    const double work = iterations.empty() ? 0.0 : iterations.back() * static_cast<double>(clean.cols());
    double workDone = 0.0;
    for (Eigen::Index start = 0; start < clean.cols(); start += framesTogether)
    {
        const Matrix<float> target = clean.middleCols(start, std::min(framesTogether, clean.cols() - start));
        const auto cells = quantisedFrames(target, quantiser);
        const auto* restored = &solver.solve(K, steps, cells, 0, Keep::nothing, model.scheme);
        int done = 0;
        for (std::size_t point = 0; point < iterations.size(); ++point)
        {
            // In blocks of iterations, so that `progress` is called often enough.
            for (constexpr int stretch = 500; done < iterations[point];)
            {
                const int more = std::min(stretch, iterations[point] - done);
                restored = &solver.proceed(more);
                done += more;
                workDone += more * static_cast<double>(target.cols());
                progress(workDone / work);
            }
            errors[point] += squaredError(samplesOf(target), samplesOf(*restored));
            if (gaps != nullptr)
                (*gaps)[point] += sumOfGaps(K, cells, *restored, solver.dual()) / static_cast<double>(clean.cols());
        }
    }
    for (double& error : errors)
        error /= static_cast<double>(clean.size());
    return errors;
}

FrameSnr frameSnr(const Model& model, const std::vector<TrainingSound>& sounds, int bits)
{
    const auto quantiser = Quantiser::midRise(deltaForBits(bits));
    const auto steps = model.stepsFor(quantiser.delta());
    const PackedOperator K(model.K);
    GradientSolver solver;
    FrameSnr sum{0.0, 0.0};
    int counted = 0;
    for (const auto& sound : sounds)
    {
        const auto clean = cutFrames(sound.samples, model.frameLength(), model.frameLength());
        if (clean.cols() == 0)
            continue;
        const auto cells = quantisedFrames(clean, quantiser);
        const auto& restored = solver.solve(K, steps, cells, model.iterations);
        sum.inputDb += snrDb(samplesOf(clean), samplesOf(cells.input));
        sum.restoredDb += snrDb(samplesOf(clean), samplesOf(restored));
        ++counted;
    }
    return {sum.inputDb / counted, sum.restoredDb / counted};
}

} // namespace dequantizer
