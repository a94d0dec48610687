#include "Catch.h"
#include "Operator/FourierFixture.h"
#include "Operator/NaiveFourier.h"

using namespace dequantizer;

namespace
{
constexpr double sampleRate = 44100.0;

template <typename Scalar>
Matrix<Scalar> solve(WindowedFourier<Scalar>& K, const FourierParameters<Scalar>& parameters,
                     const CellFrames<Scalar>& frames, const Vector<Scalar>& delta, const FrameContext& context,
                     int iterations)
{
    FourierBounds<Scalar> bounds(parameters, settingsFor(K, sampleRate, delta, context));
    auto controls = IterationControls<Scalar>::constant(K.rows(), frames.input.cols(), iterations, {});
    return solveAdaptive(K, frames, iterations, bounds, controls).primal;
}
} // namespace

TEST_CASE("Learned Fourier bounds equal a naive implementation", "[operator]")
{
    const bool causal = GENERATE(true, false);
    const Eigen::Index n = GENERATE(34, 64);
    const bool frameLayer = GENERATE(true, false);
    CAPTURE(causal, n, frameLayer);
    constexpr int iterations = 7, group = 5, groups = 2;
    const FrameContext context = causal ? FrameContext{-3, 0, group} : FrameContext{-2, 2, group};

    std::mt19937 generator(11);
    const auto parameters = randomFourierParameters<double>({0, 2, 5}, 6, generator, frameLayer);
    Vector<double> delta(group * groups);
    delta.head(group).setConstant(0.5);
    delta.tail(group).setConstant(0.02);
    const auto frames = quantisedFrames<double>(n, delta, generator);
    const Vector<double> window = sineWindow<double>(n);
    WindowedFourier<double> K(window);
    const auto solved = solve(K, parameters, frames, delta, context, iterations);

    const NaiveFourier naive({window.data(), window.data() + n}, parameters, sampleRate);
    const auto expected = naive.solve(frames, {delta.data(), delta.data() + delta.size()}, context, iterations);
    double moved = 0.0;
    for (Eigen::Index m = 0; m < solved.cols(); ++m)
    {
        const Vector<double> column = Eigen::Map<const Vector<double>>(expected[static_cast<std::size_t>(m)].data(), n);
        CHECK((solved.col(m) - column).norm() <= 1e-12 * column.norm());
        moved += (column - frames.input.col(m)).norm() / delta(m);
    }
    CHECK(moved > 1.0); // the iterations changed the frames
}

TEST_CASE("Learned Fourier bounds are covariant with the scale of the signal", "[operator]")
{
    constexpr Eigen::Index n = 64;
    std::mt19937 generator(12);
    const auto parameters = randomFourierParameters<double>({0, 3}, 6, generator);
    const Vector<double> delta = Vector<double>::Constant(4, 0.25);
    auto frames = quantisedFrames<double>(n, delta, generator);
    WindowedFourier<double> K(sineWindow<double>(n));
    const FrameContext context{-8, 0, 4};
    const auto once = solve(K, parameters, frames, delta, context, 6);
    constexpr double scale = 0.003;
    for (auto* values : {&frames.input, &frames.lower, &frames.upper})
        *values *= scale;
    const auto scaled = solve<double>(K, parameters, frames, delta * scale, context, 6);
    CHECK((scaled - scale * once).norm() < 1e-13 * scaled.norm());
}

TEST_CASE("A causal context ignores later frames", "[operator]")
{
    constexpr Eigen::Index n = 64;
    std::mt19937 generator(13);
    const auto parameters = randomFourierParameters<float>({0, 3}, 6, generator);
    const Vector<float> delta = Vector<float>::Constant(6, 0.25f);
    auto frames = quantisedFrames<float>(n, delta, generator);
    WindowedFourier<float> K(sineWindow<float>(n));
    const auto before = solve(K, parameters, frames, delta, {-8, 0, 6}, 6);
    const auto lookingAhead = solve(K, parameters, frames, delta, {-4, 4, 6}, 6);
    for (auto* values : {&frames.input, &frames.lower, &frames.upper})
        values->col(5) *= 3.0f;
    CHECK(solve(K, parameters, frames, delta, {-8, 0, 6}, 6).leftCols(5) == before.leftCols(5));
    CHECK(solve(K, parameters, frames, delta, {-4, 4, 6}, 6).leftCols(5) != lookingAhead.leftCols(5));
}
