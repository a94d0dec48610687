#include "Companion/Bench/FourierBench.h"

#include "Companion/Bench/FastestTimes.h"
#include "Operator/WindowedFourier.h"
#include "Realtime/FlushDenormals.h"
#include "Realtime/FourierFrameSolver.h"

#include <fftw3.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>

namespace dequantizer
{

namespace
{
constexpr int iterations = 10;
constexpr double sampleRate = 48000.0;
constexpr double delta = 1.0 / 8.0; // 4 bit

// The sizes of a shipped model; the time does not depend on the values.
FourierParameters<float> parameters()
{
    constexpr Eigen::Index hidden = 16, stepHidden = 8;
    return FourierParameters<float>::initial({0, 3, 6}, hidden, stepHidden, iterations, 1);
}

void fillWithNoise(FrameSolver& solver)
{
    std::mt19937 generator(1);
    std::normal_distribution<double> normal(0.0, 0.3);
    for (std::size_t i = 0; i < solver.input(0).size(); ++i)
    {
        const double sample = delta * (std::floor(normal(generator) / delta) + 0.5);
        solver.input(0)[i] = static_cast<float>(sample);
        solver.lower(0)[i] = static_cast<float>(sample - 0.5 * delta);
        solver.upper(0)[i] = static_cast<float>(sample + 0.5 * delta);
    }
}

// FFTW's real transforms of `points` points.
class RealTransforms
{
public:
    explicit RealTransforms(int points)
        : samples(points), rows(points / 2 + 1),
          forwardPlan(fftwf_plan_dft_r2c_1d(points, samples.reals(), complexOf(rows), FFTW_ESTIMATE)),
          backwardPlan(fftwf_plan_dft_c2r_1d(points, complexOf(rows), samples.reals(), FFTW_ESTIMATE))
    {
    }
    ~RealTransforms()
    {
        fftwf_destroy_plan(forwardPlan);
        fftwf_destroy_plan(backwardPlan);
    }
    RealTransforms(const RealTransforms&) = delete;
    RealTransforms& operator=(const RealTransforms&) = delete;

    // Transforms of zeros, which do not overflow when repeated.
    void run() const
    {
        fftwf_execute(forwardPlan);
        fftwf_execute(backwardPlan);
    }

private:
    using Buffer = TransformBuffer<float>;
    static fftwf_complex* complexOf(Buffer& buffer) { return reinterpret_cast<fftwf_complex*>(buffer.data()); }

    Buffer samples, rows;
    fftwf_plan forwardPlan, backwardPlan;
};
} // namespace

std::vector<FourierFigure> measureFourier(bool quick, const std::function<void(const FourierFigure&)>& done)
{
    const FlushDenormals flushDenormals;
    std::vector<FourierFigure> figures;
    for (const auto* kernels : availableFourierKernels())
        for (const int n : {1024, 2048, 4096})
        {
            FourierFrameSolver solver(parameters(), sineWindow<float>(n), StreamTiming{sampleRate, n / 4}, 1,
                                      FourierFrameSolver::defaultEarlierFrames, *kernels);
            fillWithNoise(solver);
            const RealTransforms real(2 * n);
            const ComplexTransform<float> complex(n);
            TransformBuffer<float> in(n), out(n);
            const std::vector<std::function<void()>> competitors = {
                [&]
                {
                    solver.start(StepSizes().forSignalScaledBy(delta));
                    solver.advance(solver.portions(iterations));
                },
                [&]
                {
                    for (int l = 0; l < iterations; ++l)
                        real.run();
                },
                [&]
                {
                    for (int l = 0; l < iterations; ++l)
                    {
                        complex.forward(in.data(), out.data());
                        complex.backward(out.data(), in.data());
                    }
                },
            };
            constexpr int rounds = 300, quickRounds = 30;
            const auto times = interleavedTimes(competitors, quick ? quickRounds : rounds);
            const auto fastest = [&times](std::size_t i) { return *std::ranges::min_element(times[i]); };
            figures.push_back({kernels->instructionSet, n, iterations, fastest(0), fastest(1), fastest(2),
                               medianRatio(times[0], times[1]), medianRatio(times[0], times[2])});
            done(figures.back());
        }
    return figures;
}

} // namespace dequantizer
