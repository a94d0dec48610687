#include "Catch.h"
#include "Operator/FourierFixture.h"

#include "Algorithm/AdaptivePrimalDual.h"
#include "Signal/Window.h"
#include "Training/FourierSegmentGradient.h"
#include "Training/FrameGeometry.h"
#include "Training/ParameterTensors.h"
#include "Training/QuantisedFrames.h"

#include <cmath>
#include <functional>
#include <map>

using namespace dequantizer;

namespace
{
constexpr int groupSegments = 2;
constexpr double modelRate = 16000.0, otherRate = 24000.0;

TrainingSettings exampleSettings()
{
    TrainingSettings settings;
    settings.operatorKind = OperatorKind::fourier;
    settings.bounds = BoundsKind::learned;
    settings.sampleRate = modelRate;
    settings.frameLength = 64;
    settings.trainingHop = 24; // does not divide n
    settings.iterations = 5;
    settings.hiddenUnits = 6;
    settings.updates = "0,1,3";
    settings.framesPerSegment = 1;
    settings.segments = 5;
    settings.objective = ObjectiveKind::relative;
    settings.harmWeight = 0.3;
    return settings;
}

FourierParameters<float> exampleParameters()
{
    std::mt19937 generator(61);
    return randomFourierParameters<float>({0, 1, 3}, exampleSettings().iterations, generator);
}

// Two segments of decaying tones in noise, the second much softer.
SegmentGroup exampleGroup(double sampleRate, double delta)
{
    const auto settings = exampleSettings();
    const auto geometry = frameGeometry(settings, sampleRate);
    const OverlapFraming framing(geometry.frameLength, geometry.hop, settings.framesPerSegment);
    std::mt19937 generator(62);
    SegmentGroup group;
    group.clean = 0.02f * randomMatrix<float>(framing.segmentLength(), groupSegments, generator);
    for (Eigen::Index i = 0; i < group.clean.rows(); ++i)
    {
        const auto t = static_cast<float>(i);
        group.clean(i, 0) += 0.6f * std::sin(0.31f * t) * std::exp(-0.004f * t) + 0.2f * std::sin(1.7f * t);
        group.clean(i, 1) += 0.1f * std::sin(0.83f * t);
    }
    quantise(group.clean, Quantiser::midRise(delta), group.cells);
    group.delta = delta;
    group.sampleRate = sampleRate;
    return group;
}

std::vector<float> gradientOf(const TrainingSettings& settings, const FourierParameters<float>& parameters,
                              const SegmentGroup& group, double& value)
{
    FourierSegmentGradient segmentGradient(settings, parameters);
    std::size_t count = 0;
    parameters.forEachTensor([&](const std::string&, const Matrix<float>& tensor)
                             { count += static_cast<std::size_t>(tensor.size()); });
    std::vector<float> gradient(count, std::nanf(""));
    value = segmentGradient.evaluate(group, gradient);
    return gradient;
}

// The loss of a group in double precision, with the frames and the overlap-add written out. Where the inputs of the
// networks count as given, they are those of the first call.
class Reference
{
public:
    Reference(const TrainingSettings& wanted, const SegmentGroup& source)
        : settings(wanted), group(source), geometry(frameGeometry(settings, group.sampleRate)),
          // As many frames as begin before the valid samples end.
          framesInSegment((static_cast<Eigen::Index>(settings.framesPerSegment) + 1) * geometry.frameLength /
                              geometry.hop +
                          ((settings.framesPerSegment + 1) * geometry.frameLength % geometry.hop == 0 ? -1 : 0))
    {
        REQUIRE((framesInSegment - 1) * geometry.hop + geometry.frameLength == group.clean.rows());
    }

    double operator()(const FourierParameters<double>& parameters)
    {
        const Eigen::Index n = geometry.frameLength, hop = geometry.hop, count = framesInSegment * groupSegments;
        const auto framesOf = [&](const Matrix<float>& segments)
        {
            Matrix<double> frames(n, count);
            for (Eigen::Index m = 0; m < count; ++m)
                for (Eigen::Index i = 0; i < n; ++i)
                    frames(i, m) = static_cast<double>(segments(m % framesInSegment * hop + i, m / framesInSegment));
            return frames;
        };
        const CellFrames<double> frames{framesOf(group.cells.input), framesOf(group.cells.lower),
                                        framesOf(group.cells.upper)};
        WindowedFourier<double> K(sineWindow<double>(n));
        FourierBounds<double> bounds(parameters, dequantizer::settingsFor<double>(
                                                     K, group.sampleRate, Vector<double>::Constant(count, group.delta),
                                                     {-8, 0, static_cast<int>(framesInSegment)}));
        const bool record = inputs.empty();
        const auto update = [&](int l, const Matrix<double>& analysed, IterationControls<double>& now)
        {
            if (record)
                inputs[l] = analysed;
            return bounds(l, settings.inputGradient ? analysed : inputs.at(l), now);
        };
        auto controls = IterationControls<double>::constant(K.rows(), count, settings.iterations, {});
        const auto solved = solveAdaptive(K, frames, settings.iterations, update, controls).primal;
        return lossOf(solved);
    }

private:
    double lossOf(const Matrix<double>& solved) const
    {
        const Eigen::Index n = geometry.frameLength, hop = geometry.hop;
        const auto window = overlapAddWindow(geometry.frameLength, geometry.hop);
        std::vector<double> restored, quantised, ignored(groupSegments);
        for (Eigen::Index s = 0; s < groupSegments; ++s)
        {
            Vector<double> sum = Vector<double>::Zero(group.clean.rows());
            for (Eigen::Index f = 0; f < framesInSegment; ++f)
                for (Eigen::Index i = 0; i < n; ++i)
                    sum(f * hop + i) +=
                        static_cast<double>(window[static_cast<std::size_t>(i)]) * solved(i, s * framesInSegment + f);
            const auto lossOfSignal = [&](const Vector<double>& signal)
            {
                const Vector<double> error = signal - group.clean.col(s).cast<double>();
                const auto length = settings.framesPerSegment * n;
                return 12.0 * error.segment(n - hop, length).squaredNorm() / static_cast<double>(length) /
                       (group.delta * group.delta);
            };
            restored.push_back(lossOfSignal(sum));
            quantised.push_back(lossOfSignal(group.cells.input.col(s).cast<double>()));
        }
        return static_cast<double>(groupSegments) / settings.segments *
               Objective(settings.objective, settings.harmWeight).evaluate(restored, quantised, ignored);
    }

    const TrainingSettings settings;
    const SegmentGroup& group;
    const FrameGeometry geometry;
    const Eigen::Index framesInSegment;
    std::map<int, Matrix<double>> inputs;
};
} // namespace

TEST_CASE("The gradient of a group with respect to every Fourier tensor is the derivative of its loss", "[segments]")
{
    auto settings = exampleSettings();
    settings.inputGradient = GENERATE(true, false);
    const double sampleRate = GENERATE(modelRate, otherRate);
    CAPTURE(settings.inputGradient, sampleRate);
    const auto parameters = exampleParameters();
    const auto group = exampleGroup(sampleRate, 0.125);

    double value = 0.0;
    const auto flat = gradientOf(settings, parameters, group, value);
    auto gradient = parameters.zeroGradient();
    unflatten(flat, gradient);

    Reference reference(settings, group);
    const auto exact = parameters.cast<double>();
    CHECK(value == Approx(reference(exact)).epsilon(1e-5));

    // Single precision rounds each of the some 1000 terms of a derivative by 6e-8 of its size, and the iterations
    // before it add a few times as much; the terms cancel to a tenth of their sum or so.
    constexpr double rounding = 1e-4;
    std::mt19937 generator(63);
    std::vector<std::pair<std::string, const Matrix<float>*>> tensors;
    gradient.forEachTensor([&](const std::string& name, const Matrix<float>& tensor)
                           { tensors.emplace_back(name, &tensor); });
    for (std::size_t index = 0; index < tensors.size(); ++index)
    {
        const auto& [name, tensor] = tensors[index];
        CAPTURE(name);
        const Matrix<double> slope = tensor->cast<double>();
        REQUIRE(slope.norm() > 1e-6);
        for (const bool along : {true, false})
        {
            // Along the derivative itself, and along something else that it must not miss.
            Matrix<double> direction = along ? slope : randomMatrix<double>(slope.rows(), slope.cols(), generator);
            direction.normalize();
            const auto difference = [&](double h)
            {
                const auto lossAt = [&](double distance)
                {
                    auto moved = exact;
                    std::size_t at = 0;
                    moved.forEachTensor(
                        [&](const std::string&, Matrix<double>& values)
                        {
                            if (at++ == index)
                                values += distance * direction;
                        });
                    return reference(moved);
                };
                return (lossAt(h) - lossAt(-h)) / (2.0 * h);
            };
            // Where the two disagree there is a kink on the way, and the example is badly chosen.
            constexpr double h = 1e-6;
            const double near = difference(h);
            REQUIRE(near == Approx(difference(2.0 * h)).margin(1e-5 * slope.norm()));
            CHECK(near == Approx(direction.cwiseProduct(slope).sum()).margin(rounding * slope.norm()).epsilon(0.0));
        }
    }
}

TEST_CASE("A truncated gradient reaches the networks of the iterations that it covers", "[segments]")
{
    auto settings = exampleSettings();
    const auto parameters = exampleParameters();
    const auto group = exampleGroup(modelRate, 0.125);
    double fullValue = 0.0, value = 0.0;
    const auto full = gradientOf(settings, parameters, group, fullValue);

    settings.gradient = GradientMode::truncated;
    const auto truncated = [&](int backwardSteps)
    {
        settings.backwardSteps = backwardSteps;
        const auto flat = gradientOf(settings, parameters, group, value);
        CHECK(value == fullValue);
        auto gradient = parameters.zeroGradient();
        unflatten(flat, gradient);
        return gradient;
    };
    // Updates at iterations 0, 1 and 3 of 5.
    const auto two = truncated(2);
    CHECK(!two.updates[2].first.isZero(0.0f));
    CHECK(two.updates[1].first.isZero(0.0f));
    CHECK(two.updates[0].first.isZero(0.0f));
    CHECK(!two.stepOutput.isZero(0.0f));
    const auto four = truncated(4);
    CHECK(!four.updates[1].first.isZero(0.0f));
    CHECK(four.updates[0].first.isZero(0.0f));
    CHECK(!truncated(5).updates[0].first.isZero(0.0f));
}

TEST_CASE("A gradient does not depend on what was evaluated before", "[segments]")
{
    const auto settings = exampleSettings();
    const auto parameters = exampleParameters();
    const auto group = exampleGroup(modelRate, 0.125);
    double value = 0.0;
    const auto expected = gradientOf(settings, parameters, group, value);

    FourierSegmentGradient segmentGradient(settings, parameters);
    auto gradient = expected;
    auto one = exampleGroup(otherRate, 0.5);
    (void)segmentGradient.evaluate(one, gradient);
    for (auto* segments : {&one.clean, &one.cells.input, &one.cells.lower, &one.cells.upper})
        *segments = segments->leftCols(1).eval();
    (void)segmentGradient.evaluate(one, gradient);
    CHECK(gradient != expected);
    CHECK(segmentGradient.evaluate(group, gradient) == value);
    CHECK(gradient == expected);
}

TEST_CASE("A group at another level, on its own grid, has the same Fourier loss and gradient", "[segments]")
{
    const auto settings = exampleSettings();
    const auto parameters = exampleParameters();
    auto group = exampleGroup(modelRate, 0.125);
    double value = 0.0, scaledValue = 0.0;
    const auto gradient = gradientOf(settings, parameters, group, value);

    // A power of two, by which floats are scaled without rounding.
    constexpr float scale = 0.25f;
    for (auto* segments : {&group.clean, &group.cells.input, &group.cells.lower, &group.cells.upper})
        *segments *= scale;
    group.delta *= static_cast<double>(scale);
    const auto scaled = gradientOf(settings, parameters, group, scaledValue);
    CHECK(scaledValue == Approx(value));
    const auto size = static_cast<Eigen::Index>(gradient.size());
    const Eigen::Map<const Vector<float>> first(gradient.data(), size), second(scaled.data(), size);
    CHECK((first - second).norm() <= 1e-4f * first.norm());
}

TEST_CASE("A loss that does not exist has no Fourier gradient", "[segments]")
{
    auto settings = exampleSettings();
    settings.loss = "none";
    const auto parameters = exampleParameters();
    CHECK_THROWS_AS(FourierSegmentGradient(settings, parameters), std::invalid_argument);
}
