#include "Catch.h"
#include "Operator/FourierFixture.h"

#include "Training/VectorBoundNetwork.h"

using namespace dequantizer;

namespace
{
constexpr Eigen::Index batch = 2;

// Some of the exponents lie beyond the limits at either end.
template <typename Scalar>
typename FourierParameters<Scalar>::Update randomUpdate(Eigen::Index hidden, unsigned seed)
{
    std::mt19937 generator(seed);
    auto update = FourierParameters<Scalar>::zeros({0}, hidden, 1, 1).updates.front();
    for (auto* tensor : {&update.first, &update.second, &update.output, &update.outputBias})
        *tensor = randomMatrix<double>(tensor->rows(), tensor->cols(), generator).template cast<Scalar>();
    update.output *= Scalar(4);
    return update;
}

template <typename Scalar, typename Network>
struct Result
{
    Matrix<Scalar> bounds;
    typename FourierParameters<Scalar>::Update gradient;
    LayerBiases<Scalar> biases;
    BoundInputsGradient<Scalar> inputs;

    Result(Network network, Eigen::Index rows, Eigen::Index hidden)
    {
        std::mt19937 generator(95);
        const auto randomOf = [&](Eigen::Index size, Eigen::Index columns) -> Matrix<Scalar>
        { return randomMatrix<double>(size, columns, generator).template cast<Scalar>(); };
        const auto random = [&](Eigen::Index columns) { return randomOf(rows, columns); };
        const auto features = random(11 * batch);
        const Matrix<Scalar> magnitude = random(batch).cwiseAbs();
        const auto derivative = random(batch);
        const auto update = randomUpdate<Scalar>(hidden, 92);
        const LayerBiases<Scalar> given{randomOf(hidden, batch), randomOf(hidden, batch)};
        const LayerBiases<Scalar> other{randomOf(hidden + 9, batch), randomOf(hidden + 9, batch)};
        gradient = randomUpdate<Scalar>(hidden, 93); // to which the derivatives are added
        network.evaluate(update, given, features, magnitude, bounds);
        network.backPropagate(update, given, features, magnitude, derivative, gradient, biases, &inputs);
        // The memory of another size, used again.
        Matrix<Scalar> again;
        network.evaluate(randomUpdate<Scalar>(hidden + 9, 94), other, features, magnitude, again);
        network.evaluate(update, given, features, magnitude, again);
        CHECK(again == bounds);
    }
};
} // namespace

TEST_CASE("The network of the bounds by vectors equals the one by matrices", "[kernels]")
{
    const Eigen::Index rows = GENERATE(20, 128, 129, 300);
    const Eigen::Index hidden = GENERATE(1, 6, 16);
    for (const auto* kernels : availableBoundKernels())
    {
        CAPTURE(rows, hidden, kernels->instructionSet);
        const Result<double, BoundNetwork<double>> expected({}, rows, hidden);
        const Result<float, VectorBoundNetwork> result(VectorBoundNetwork(*kernels), rows, hidden);
        // Sums of up to 600 terms of either sign, each rounded by 6e-8.
        const auto check = [](const Matrix<float>& value, const Matrix<double>& reference)
        {
            REQUIRE(value.rows() == reference.rows());
            REQUIRE(value.cols() == reference.cols());
            CHECK((value.cast<double>() - reference).norm() <= 2e-5 * reference.norm());
        };
        check(result.bounds, expected.bounds);
        check(result.gradient.first, expected.gradient.first);
        check(result.gradient.second, expected.gradient.second);
        check(result.gradient.output, expected.gradient.output);
        check(result.gradient.outputBias, expected.gradient.outputBias);
        check(result.biases.first, expected.biases.first);
        check(result.biases.second, expected.biases.second);
        check(result.inputs.rows, expected.inputs.rows);
        check(result.inputs.magnitude, expected.inputs.magnitude);
    }
}
