#include "Catch.h"
#include "Operator/FourierFixture.h"

#include "Realtime/EngineStream.h"
#include "Realtime/FourierFrameSolver.h"
#include "Realtime/StreamingEngine.h"

#include <functional>
#include <memory>
#include <tuple>
#include <utility>

using namespace dequantizer;

namespace
{
constexpr double sampleRate = 48000.0;

struct Problem
{
    Eigen::Index n;
    FourierParameters<float> parameters;
    Vector<double> delta; // of each frame
    CellFrames<double> frames;
    int iterations;
};

Problem makeProblem(Eigen::Index n, int frameCount, int iterations, unsigned seed, bool frameLayer = true)
{
    std::mt19937 generator(seed);
    Problem problem{n,
                    randomFourierParameters<float>({0, 2, 5}, 6, generator, frameLayer),
                    Vector<double>::Constant(frameCount, 0.25),
                    {},
                    iterations};
    problem.delta.tail(frameCount / 2).setConstant(0.01);
    problem.frames = quantisedFrames<double>(n, problem.delta, generator);
    // Exact in float, so that both precisions solve the same problem.
    for (auto* values : {&problem.frames.input, &problem.frames.lower, &problem.frames.upper})
        *values = values->cast<float>().cast<double>();
    return problem;
}

struct Reference
{
    Matrix<double> solution; // [n, frames]
    Matrix<double> bounds;   // [n + 1, frames]
};

// With the preceding frames of each frame as its context, in double precision.
Reference reference(const Problem& problem, int earlierFrames)
{
    auto parameters = FourierParameters<double>::zeros(
        problem.parameters.updateIterations, problem.parameters.hiddenUnits(), problem.parameters.stepInput.rows(),
        problem.parameters.iterations(), problem.parameters.hasFrameLayer);
    std::vector<const Matrix<float>*> sources;
    problem.parameters.forEachTensor([&](const std::string&, const Matrix<float>& tensor)
                                     { sources.push_back(&tensor); });
    std::size_t next = 0;
    parameters.forEachTensor([&](const std::string&, Matrix<double>& tensor)
                             { tensor = sources[next++]->cast<double>(); });
    WindowedFourier<double> K(sineWindow<double>(problem.n));
    const auto frameCount = static_cast<int>(problem.delta.size());
    FourierBounds<double> bounds(parameters,
                                 settingsFor(K, sampleRate, problem.delta, {-earlierFrames, 0, frameCount}));
    auto controls = IterationControls<double>::constant(K.rows(), frameCount, problem.iterations, {});
    auto solution = solveAdaptive(K, problem.frames, problem.iterations, bounds, controls).primal;
    return {std::move(solution), std::move(controls.bounds)};
}

void fill(FrameSolver& solver, const Problem& problem, Eigen::Index frame, int channel)
{
    for (Eigen::Index j = 0; j < problem.n; ++j)
    {
        const auto i = static_cast<std::size_t>(j);
        solver.input(channel)[i] = static_cast<float>(problem.frames.input(j, frame));
        solver.lower(channel)[i] = static_cast<float>(problem.frames.lower(j, frame));
        solver.upper(channel)[i] = static_cast<float>(problem.frames.upper(j, frame));
    }
}

Vector<double> solution(const FrameSolver& solver, int channel)
{
    const auto y = solver.solution(channel);
    return Eigen::Map<const Vector<float>>(y.data(), static_cast<Eigen::Index>(y.size())).cast<double>();
}

StepSizes stepsFor(double delta)
{
    return StepSizes().forSignalScaledBy(delta);
}

// All frames one after another in channel 0.
Matrix<double> solveAll(FourierFrameSolver& solver, const Problem& problem)
{
    Matrix<double> result(problem.n, problem.delta.size());
    for (Eigen::Index frame = 0; frame < problem.delta.size(); ++frame)
    {
        fill(solver, problem, frame, 0);
        solver.start(stepsFor(problem.delta(frame)));
        solver.advance(solver.portions(problem.iterations));
        result.col(frame) = solution(solver, 0);
    }
    return result;
}
} // namespace

TEST_CASE("The Fourier frame solver agrees with the double-precision iteration", "[fourier]")
{
    const Eigen::Index n = GENERATE(64, 96, 512);
    const int earlierFrames = GENERATE(0, 3, 8);
    const bool frameLayer = GENERATE(true, false);
    CAPTURE(n, earlierFrames, frameLayer);
    const auto problem = makeProblem(n, 12, 8, 21, frameLayer);
    const auto expected = reference(problem, earlierFrames).solution;
    for (const auto* kernels : availableFourierKernels())
    {
        CAPTURE(kernels->instructionSet);
        FourierFrameSolver solver(problem.parameters, sineWindow<float>(n),
                                  StreamTiming{sampleRate, static_cast<int>(n) / 4}, 1, earlierFrames, *kernels);
        const auto solved = solveAll(solver, problem);
        const Matrix<double> inDelta = (solved - expected) * problem.delta.cwiseInverse().asDiagonal();
        CHECK(inDelta.cwiseAbs().maxCoeff() < 1e-4);
        CHECK(inDelta.norm() / std::sqrt(static_cast<double>(inDelta.size())) < 1e-5);
        CHECK((solved.array() >= problem.frames.lower.array()).all());
        CHECK((solved.array() <= problem.frames.upper.array()).all());
    }
}

TEST_CASE("The Fourier frame solver tells its bounds", "[fourier]")
{
    const Eigen::Index n = 96;
    const auto problem = makeProblem(n, 12, 8, 22);
    const auto expected = reference(problem, 8).bounds;
    for (const auto* kernels : availableFourierKernels())
    {
        CAPTURE(kernels->instructionSet);
        FourierFrameSolver solver(problem.parameters, sineWindow<float>(n), StreamTiming{sampleRate, 24}, 1, 8,
                                  *kernels);
        std::ignore = solveAll(solver, problem);
        Vector<float> bounds(n + 1);
        solver.copyBounds(0, {bounds.data(), static_cast<std::size_t>(bounds.size())});
        const auto last = expected.cols() - 1;
        CHECK((bounds.cast<double>().cwiseQuotient(expected.col(last)).array() - 1.0).abs().maxCoeff() < 1e-3);
    }
}

TEST_CASE("A reset of the Fourier frame solver clears earlier frames", "[fourier]")
{
    const auto problem = makeProblem(64, 12, 8, 22);
    FourierFrameSolver solver(problem.parameters, sineWindow<float>(64), StreamTiming{sampleRate, 64 / 4}, 1);
    const auto once = solveAll(solver, problem);
    CHECK(solveAll(solver, problem).leftCols(8) != once.leftCols(8));
    solver.reset();
    CHECK(solveAll(solver, problem) == once);
}

TEST_CASE("Channels of the Fourier frame solver are independent", "[fourier]")
{
    const auto one = makeProblem(64, 12, 8, 23);
    auto other = makeProblem(64, 12, 8, 24);
    other.parameters = one.parameters;
    FourierFrameSolver alone(one.parameters, sineWindow<float>(64), StreamTiming{sampleRate, 64 / 4}, 1);
    FourierFrameSolver both(one.parameters, sineWindow<float>(64), StreamTiming{sampleRate, 64 / 4}, 2);
    const auto firstAlone = solveAll(alone, one);
    alone.reset();
    const auto secondAlone = solveAll(alone, other);
    CHECK(both.portions(5) == 2 * alone.portions(5));
    for (Eigen::Index frame = 0; frame < 12; ++frame)
    {
        fill(both, one, frame, 0);
        fill(both, other, frame, 1);
        both.start(stepsFor(one.delta(frame)));
        both.advance(both.portions(one.iterations));
        CHECK(solution(both, 0) == firstAlone.col(frame));
        CHECK(solution(both, 1) == secondAlone.col(frame));
    }
}

TEST_CASE("The Fourier frame solver does not depend on the division into portions", "[fourier]")
{
    const auto problem = makeProblem(512, 4, 8, 25);
    FourierFrameSolver whole(problem.parameters, sineWindow<float>(512), StreamTiming{sampleRate, 512 / 4}, 2);
    FourierFrameSolver divided(problem.parameters, sineWindow<float>(512), StreamTiming{sampleRate, 512 / 4}, 2);
    std::mt19937 generator(1);
    for (Eigen::Index frame = 0; frame < 4; ++frame)
    {
        for (auto* solver : {&whole, &divided})
        {
            fill(*solver, problem, frame, 0);
            fill(*solver, problem, 3 - frame, 1);
            solver->start(stepsFor(problem.delta(frame)));
        }
        whole.advance(whole.portions(8));
        for (long done = 0; done < divided.portions(8);)
        {
            const auto portions = std::min<long>(static_cast<long>(generator() % 7), divided.portions(8) - done);
            divided.advance(portions);
            done += portions;
        }
        for (int channel = 0; channel < 2; ++channel)
            CHECK(solution(whole, channel) == solution(divided, channel));
    }
}

TEST_CASE("An overflow stays in its frame and in its cells", "[fourier]")
{
    auto problem = makeProblem(64, 28, 8, 26);
    FourierFrameSolver solver(problem.parameters, sineWindow<float>(64), StreamTiming{sampleRate, 64 / 4}, 1);
    const auto clean = solveAll(solver, problem);
    solver.reset();

    auto loud = problem;
    for (auto* values : {&loud.frames.input, &loud.frames.lower, &loud.frames.upper})
        values->col(0) *= 1e30;
    loud.delta(0) = 1e-9;
    const auto solved = solveAll(solver, loud);
    CHECK(solved.allFinite());
    CHECK((solved.array() >= loud.frames.lower.cast<float>().cast<double>().array()).all());
    CHECK((solved.array() <= loud.frames.upper.cast<float>().cast<double>().array()).all());
    // Each of three updates depends on eight frames, which depend on eight frames in turn.
    CHECK(solved.rightCols(3) == clean.rightCols(3));
}

TEST_CASE("With the Fourier operator the engine gives the same samples at every block size", "[fourier]")
{
    constexpr Eigen::Index n = 128;
    constexpr int hop = 32, channels = 2, iterations = 8;
    constexpr double delta = 0.125;
    std::mt19937 generator(27);
    const auto parameters = randomFourierParameters<float>({0, 2, 5}, 6, generator);
    const auto quantiser = Quantiser::midRise(delta, Overload::saturate);
    std::uniform_real_distribution<double> uniform(-0.2, 0.2);
    Signal signal(channels, std::vector<float>(4000));
    for (std::size_t channel = 0; channel < channels; ++channel)
        for (std::size_t i = 0; i < signal[channel].size(); ++i)
        {
            // Silence that is long enough for the engine to restart.
            const double tone = 0.5 * std::sin(0.1 * static_cast<double>((channel + 1) * i)) + uniform(generator);
            signal[channel][i] = i > 1500 && i < 2500 ? 0.0f : quantiser.quantise(static_cast<float>(tone));
        }

    const auto streamed = [&](const std::function<int()>& nextLength)
    {
        StreamingEngine engine(std::make_unique<FourierFrameSolver>(parameters, sineWindow<float>(n),
                                                                    StreamTiming{sampleRate, static_cast<int>(n) / 4},
                                                                    channels),
                               StepSizes(), 1.0, iterations, channels, hop);
        engine.setQuantiser(quantiser);
        return streamThrough(engine, signal, nextLength).restored;
    };
    const auto whole = streamed([] { return 4000; });
    CHECK(whole != signal);
    for (const int block : {1, 7, 32, 100})
        CHECK(streamed([block] { return block; }) == whole);
    CHECK(streamed([&generator] { return static_cast<int>(generator() % 90); }) == whole);
}
