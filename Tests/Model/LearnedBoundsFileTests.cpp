#include "Catch.h"
#include "Model/ModelFileExamples.h"

#include <limits>
#include <memory>
#include <numeric>
#include <vector>

using namespace dequantizer;

namespace
{
Model smallModelWithLearnedBounds()
{
    auto model = smallModel();
    constexpr int hidden = 5, iterations = 4, seed = 1;
    model.denseBounds = std::make_shared<const DenseParameters<float>>(
        DenseParameters<float>::initial({0, 2}, model.K.rows(), hidden, iterations, -1.5, 3.0, seed));
    model.referenceDelta = 1.0;
    return model;
}

template <typename Parameters>
long valuesIn(const Parameters& parameters)
{
    long count = 0;
    for (const auto& tensor : tensorsOf(parameters))
        count += static_cast<long>(tensor.size());
    return count;
}
} // namespace

TEST_CASE("A dense model with learned bounds is read from its file unchanged", "[model]")
{
    const auto model = smallModelWithLearnedBounds();
    const auto again = parseModel(serialiseModel(model));
    REQUIRE(again.denseBounds != nullptr);
    CHECK(again.fourier == nullptr);
    CHECK(again.K == model.K);
    CHECK(again.denseBounds->updateIterations == std::vector<int>{0, 2});
    CHECK(tensorsOf(*again.denseBounds) == tensorsOf(*model.denseBounds));
    CHECK(serialiseModel(again) == serialiseModel(model));
    CHECK(parseModel(serialiseModel(smallModel())).denseBounds == nullptr);
}

TEST_CASE("Learned bounds that do not fit their operator are rejected with a reason", "[model]")
{
    const auto reasonAfter = [](const auto& change)
    {
        auto model = smallModelWithLearnedBounds();
        auto bounds = *model.denseBounds;
        change(bounds, model);
        model.denseBounds = std::make_shared<const DenseParameters<float>>(bounds);
        return reasonFor(serialiseModel(model));
    };
    CHECK(reasonAfter([](auto& bounds, auto&) { bounds.updates[1].direct.setZero(2, 2); }) ==
          "the tensor bounds.1.direct has a shape that does not fit the others");
    CHECK(reasonAfter([](auto& bounds, auto&) { bounds.level(1, 0) = std::numeric_limits<float>::infinity(); }) ==
          "the tensor steps.level has a value that is not a finite number");
    CHECK(reasonAfter([](auto&, auto& model) { model.K.setOnes(model.K.rows() + 1, model.K.cols()); }) ==
          "the bounds must have as many rows as K");
    CHECK(reasonAfter(
              [](auto& bounds, auto& model) {
                  bounds = DenseParameters<float>::initial({0, 2}, model.K.rows(), 1025, 4, 0.0, 0.0, 1);
              }) == "the networks of the bounds are larger than is supported");
    CHECK(reasonAfter(
              [](auto& bounds, auto& model) {
                  bounds = DenseParameters<float>::initial({0, 2}, model.K.rows(), 5, 8193, 0.0, 0.0, 1);
              }) == "there must be step sizes for 1 to 8192 iterations");
}

TEST_CASE("Every model that may be written may be read", "[model]")
{
    using Limits = ModelLimits;
    SECTION("the largest file")
    {
        const auto vectorsAndSteps = [](long updates, long rows, long hidden, long iterations)
        { return updates * (hidden + 2 * rows) + 3 * iterations; };
        CHECK(valuesIn(DenseParameters<float>::zeros({0, 2}, 7, 5, 4)) ==
              2 * 2 * 7 * 5 + vectorsAndSteps(2, 7, 5, 4)); // the matrices of the networks first
        constexpr long greatestK = Limits::maxCoefficients, greatestMatrices = Limits::maxCoefficients;
        CHECK(Limits::maxValues == greatestK + greatestMatrices +
                                       vectorsAndSteps(Limits::maxUpdates, Limits::maxRows, Limits::maxDenseHiddenUnits,
                                                       Limits::maxLearnedIterations));

        std::vector<int> updates(Limits::maxUpdates);
        std::iota(updates.begin(), updates.end(), 0);
        CHECK(valuesIn(FourierParameters<float>::zeros(updates, Limits::maxHiddenUnits, Limits::maxHiddenUnits,
                                                       Limits::maxLearnedIterations)) <= Limits::maxValues);
    }
    SECTION("networks for more rows than a frame may have samples")
    {
        auto model = smallModelWithLearnedBounds();
        model.K = Matrix<float>::Ones(Limits::maxFrameLength + 1, 2);
        model.denseBounds = std::make_shared<const DenseParameters<float>>(
            DenseParameters<float>::initial({0}, model.K.rows(), 1, 1, -1.5, 3.0, 1));
        CHECK(reasonFor(serialiseModel(model)) == "accepted");
    }
    SECTION("as many iterations as have step sizes")
    {
        auto model = smallModelWithLearnedBounds();
        model.denseBounds = std::make_shared<const DenseParameters<float>>(
            DenseParameters<float>::initial({0, 2}, model.K.rows(), 5, Limits::maxLearnedIterations, -1.5, 3.0, 1));
        CHECK(reasonFor(serialiseModel(model)) == "accepted");
    }
}
