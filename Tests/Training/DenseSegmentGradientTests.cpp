#include "Catch.h"
#include "Training/TrainingExample.h"

#include "Algorithm/SpectralNorm.h"
#include "Training/DenseSegmentGradient.h"

using namespace dequantizer;

namespace
{
struct SegmentExample
{
    TrainingSettings settings = segmentSettings();
    Matrix<float> K = initialOperator(settings.rows, settings.frameLength);
    StepSizes steps = stepSizesFromWeight(3.0, spectralNorm(K), 0.9);
    SegmentGroup group;

    SegmentExample()
    {
        settings.segmentsTogether = 2;
        settings.iterations = 3;
        RandomSegments source(settings, trainingChirps());
        source.beginMinibatch(1);
        source.draw(0, group);
    }

    double evaluate(const Matrix<float>& at, std::vector<float>& gradient) const
    {
        const PackedOperator packed(at);
        DenseSegmentGradient segmentGradient(settings, packed, steps);
        gradient.resize(static_cast<std::size_t>(K.size()) + 3);
        return segmentGradient.evaluate(group, gradient);
    }
};
} // namespace

TEST_CASE("The gradient of a group is the derivative of its loss", "[segments]")
{
    SegmentExample example;
    example.settings.objective = GENERATE(ObjectiveKind::mean, ObjectiveKind::relative);
    example.settings.algorithm =
        GENERATE(SolverAlgorithm::chambollePock, SolverAlgorithm::overRelaxed, SolverAlgorithm::inertial,
                 SolverAlgorithm::alternatingDirections, SolverAlgorithm::restarted);
    std::vector<float> gradient, ignored;
    const double value = example.evaluate(example.K, gradient);
    CHECK(std::isfinite(value));

    // Along the gradient, where the derivative is largest relative to the rounding of single precision.
    const Eigen::Map<const Matrix<float>> slope(gradient.data(), example.K.rows(), example.K.cols());
    // Small enough that hardly any mask changes.
    const float h = 1e-4f / slope.norm();
    const double above = example.evaluate(example.K + h * slope, ignored);
    const double below = example.evaluate(example.K - h * slope, ignored);
    CHECK((above - below) / (2.0 * static_cast<double>(h)) ==
          Approx(static_cast<double>(slope.squaredNorm())).epsilon(0.01));
}

TEST_CASE("Every gradient mode of a group points downhill", "[segments]")
{
    SegmentExample example;
    example.settings.iterations = 40;
    std::vector<float> full, other;
    example.evaluate(example.K, full);
    example.settings.gradient = GENERATE(GradientMode::truncated, GradientMode::implicit);
    example.settings.algorithm = GENERATE(SolverAlgorithm::chambollePock, SolverAlgorithm::overRelaxed);
    example.settings.backwardSteps = 20;
    example.evaluate(example.K, other);
    const auto size = example.K.size();
    const Eigen::Map<const Vector<float>> one(full.data(), size), two(other.data(), size);
    CHECK(one.dot(two) > 0.1f * one.norm() * two.norm());
    if (example.settings.gradient == GradientMode::implicit)
        for (auto i = static_cast<std::size_t>(size); i < other.size(); ++i)
            CHECK(other[i] == 0.0f);
}

TEST_CASE("A group at another level, with its grid scaled, has the same loss and gradient", "[segments]")
{
    SegmentExample example;
    std::vector<float> gradient, scaledGradient;
    const double value = example.evaluate(example.K, gradient);

    // A power of two, by which floats are scaled without rounding.
    constexpr float scale = 0.25f;
    example.group.clean *= scale;
    for (auto* cells : {&example.group.cells.input, &example.group.cells.lower, &example.group.cells.upper})
        *cells *= scale;
    example.group.delta *= static_cast<double>(scale);
    CHECK(example.evaluate(example.K, scaledGradient) == Approx(value));
    for (std::size_t i = 0; i < gradient.size(); ++i)
        CHECK(scaledGradient[i] == Approx(gradient[i]).epsilon(1e-5).margin(1e-6));
}
