#include "Algorithm/RandomProblem.h"
#include "Catch.h"

#include "Training/OverlapFraming.h"

#include <numeric>

using namespace dequantizer;

TEST_CASE("Overlap-adding the frames of a segment gives its valid samples", "[framing]")
{
    const int hop = GENERATE(1, 5, 7, 20);
    constexpr int frameLength = 20;
    const OverlapFraming framing(frameLength, hop, 2);
    std::mt19937 generator(1);
    const auto segments = randomMatrix<float>(framing.segmentLength(), 3, generator);
    Matrix<float> frames;
    framing.cut(segments, frames);
    REQUIRE(frames.cols() == 3 * framing.framesPerSegment());
    REQUIRE(framing.validLength() == 2 * frameLength);
    std::vector<double> signal(40);
    for (Eigen::Index s = 0; s < 3; ++s)
    {
        framing.overlapAdd(frames, s, signal);
        for (Eigen::Index i = 0; i < framing.validLength(); ++i)
            CHECK(signal[static_cast<std::size_t>(i)] == Approx(segments(framing.validBegin() + i, s)).margin(1e-6));
    }
}

TEST_CASE("The derivative is distributed to the frames by the adjoint of the overlap-add", "[framing]")
{
    const int hop = GENERATE(3, 7, 20);
    const OverlapFraming framing(20, hop, 1);
    std::mt19937 generator(2);
    const auto frames = randomMatrix<float>(20, 2 * framing.framesPerSegment(), generator);
    const auto derivative = randomMatrix<double>(framing.validLength(), 1, generator);
    const std::span<const double> values(derivative.data(), static_cast<std::size_t>(derivative.size()));
    std::vector<double> signal(values.size());
    framing.overlapAdd(frames, 1, signal);
    Matrix<float> spread = Matrix<float>::Zero(frames.rows(), frames.cols());
    framing.spreadDerivative(values, 1, 2.0, spread);
    const double left = 2.0 * std::inner_product(signal.begin(), signal.end(), values.begin(), 0.0);
    CHECK(static_cast<double>(spread.cwiseProduct(frames).sum()) == Approx(left).epsilon(1e-5));
    CHECK(spread.leftCols(framing.framesPerSegment()).isZero(0.0f));
}
