#include "Catch.h"
#include "Operator/FourierFixture.h"
#include "Training/TrainingExample.h"

#include "Model/ModelFile.h"
#include "Training/FourierParametrisation.h"
#include "Training/ParameterTensors.h"

using namespace dequantizer;

namespace
{
TrainingSettings fourierSettings()
{
    auto settings = segmentSettings();
    settings.operatorKind = OperatorKind::fourier;
    settings.bounds = BoundsKind::learned;
    settings.frameLength = 64;
    settings.trainingHop = 16;
    settings.hop = 8;
    settings.hiddenUnits = 6;
    settings.updates = "0,2";
    settings.segmentsTogether = 2; // does not divide the minibatch
    settings.learningRate = 5e-3;
    settings.objective = ObjectiveKind::relative;
    settings.harmWeight = 0.3;
    return settings;
}

std::shared_ptr<const FourierModel> randomModel(std::vector<int> updates = {0, 2}, int iterations = 5)
{
    std::mt19937 generator(81);
    return std::make_shared<const FourierModel>(
        FourierModel{randomFourierParameters<float>(std::move(updates), iterations, generator), 128});
}

std::vector<Matrix<float>> tensorsOf(const FourierParameters<float>& parameters)
{
    std::vector<Matrix<float>> tensors;
    parameters.forEachTensor([&](const std::string&, const Matrix<float>& tensor) { tensors.push_back(tensor); });
    return tensors;
}

Trainer fourierTrainer(const TrainingSettings& settings, int threads)
{
    return {settings, std::make_unique<FourierParametrisation>(settings),
            std::make_unique<RandomSegments>(settings, trainingChirps()), threads};
}
} // namespace

TEST_CASE("Without a model to start from, learning starts from the initial Fourier parameters", "[parametrisation]")
{
    const auto settings = fourierSettings();
    const FourierParametrisation parametrisation(settings);
    const auto model = parametrisation.modelOf(parametrisation.initialParameters());
    CHECK_NOTHROW(validate(model));
    CHECK(model.sampleRate == settings.sampleRate);
    CHECK(model.hop == settings.hop);
    CHECK(model.iterations == settings.iterations);
    CHECK(model.frameLength() == settings.frameLength);
    CHECK(model.stepsFor(0.5).tau == 0.5); // what is learned is in units of Delta
    CHECK(model.stepsFor(0.5).sigma == 2.0);
    const auto& parameters = model.fourier->parameters;
    const auto expected = FourierParameters<float>::initial({0, 2}, settings.hiddenUnits, parameters.stepInput.rows(),
                                                            settings.iterations, 7); // the seed
    CHECK(tensorsOf(parameters) == tensorsOf(expected));
    CHECK(parameters.updateIterations == std::vector<int>{0, 2});
}

TEST_CASE("Learning starts from a given Fourier model, and every parameter reaches the model", "[parametrisation]")
{
    const auto settings = fourierSettings();
    const auto start = randomModel();
    const FourierParametrisation parametrisation(settings, start.get());
    auto parameters = parametrisation.initialParameters();
    CHECK(tensorsOf(parametrisation.modelOf(parameters).fourier->parameters) == tensorsOf(start->parameters));

    REQUIRE(parameters.size() == parameterCount(parametrisation.layout()));
    for (std::size_t i = 0; i < parameters.size(); ++i)
        parameters[i] = static_cast<float>(i);
    const auto model = parseModel(serialiseModel(parametrisation.modelOf(parameters)));
    float next = 0.0f;
    auto place = parametrisation.layout().begin();
    model.fourier->parameters.forEachTensor(
        [&](const std::string& name, const Matrix<float>& tensor)
        {
            CAPTURE(name);
            CHECK(place->name == name);
            CHECK(place->size == static_cast<std::size_t>(tensor.size()));
            ++place;
            for (Eigen::Index i = 0; i < tensor.size(); ++i)
                CHECK(tensor.data()[i] == next++);
        });
    CHECK(static_cast<std::size_t>(next) == parameters.size());
    std::vector<float> flat(parameters.size());
    flatten(model.fourier->parameters, flat);
    CHECK(flat == parameters);
}

TEST_CASE("A frame layer that is added to a model changes nothing at first", "[parametrisation]")
{
    auto settings = fourierSettings();
    const auto with = randomModel();
    FourierModel without{with->parameters, with->frameLength};
    without.parameters.setFrameLayer(false);
    const auto tensors = tensorsOf(without.parameters);
    CHECK(tensors.size() < tensorsOf(with->parameters).size());

    const FourierParametrisation adding(settings, &without);
    auto added = adding.modelOf(adding.initialParameters()).fourier->parameters;
    CHECK(added.hasFrameLayer);
    for (const auto& update : added.updates)
    {
        CHECK_FALSE(update.frameInput.isZero(0.0f));
        CHECK(update.frameOutput.isZero(0.0f));
    }
    added.setFrameLayer(false);
    CHECK(tensorsOf(added) == tensors);

    settings.frameLayer = false;
    const FourierParametrisation removing(settings, with.get());
    const auto model = parseModel(serialiseModel(removing.modelOf(removing.initialParameters())));
    CHECK_FALSE(model.fourier->parameters.hasFrameLayer);
    CHECK(tensorsOf(model.fourier->parameters) == tensors);
}

TEST_CASE("Hidden units that are added to a model change nothing at first, and learn", "[parametrisation]")
{
    const auto settings = fourierSettings();
    const auto start = randomModel();
    auto wider = settings;
    wider.hiddenUnits = settings.hiddenUnits + 5;
    const FourierParametrisation parametrisation(settings, start.get()), grown(wider, start.get());
    const auto added = parseModel(serialiseModel(grown.modelOf(grown.initialParameters())));
    CHECK(added.fourier->parameters.hiddenUnits() == wider.hiddenUnits);

    RandomSegments source(settings, trainingChirps());
    SegmentGroup group;
    source.draw(0, group);
    std::vector<float> gradient(parametrisation.gradientSize()), wideGradient(grown.gradientSize());
    CHECK(grown.makeSegmentGradient()->evaluate(group, wideGradient) ==
          Approx(parametrisation.makeSegmentGradient()->evaluate(group, gradient)).epsilon(1e-5));
    auto place = wideGradient.begin();
    added.fourier->parameters.forEachTensor(
        [&](const std::string& name, const Matrix<float>& tensor)
        {
            CAPTURE(name);
            const Eigen::Map<const Matrix<float>> derivative(&*place, tensor.rows(), tensor.cols());
            place += tensor.size();
            if (name.ends_with(".output"))
                CHECK_FALSE(derivative.rightCols(5).isZero(0.0f));
            if (name.ends_with(".second"))
                CHECK_FALSE(derivative.topRightCorner(settings.hiddenUnits, 5).isZero(0.0f));
        });
    CHECK(place == wideGradient.end());
}

TEST_CASE("A Fourier model of another shape is no start", "[parametrisation]")
{
    auto settings = fourierSettings();
    auto start = randomModel();
    SECTION("fewer hidden units")
    {
        settings.hiddenUnits = 5;
    }
    SECTION("updates")
    {
        start = randomModel({0, 3});
    }
    SECTION("iterations")
    {
        start = randomModel({0, 2}, 6);
    }
    SECTION("no updates")
    {
        settings.updates = "1,2";
    }
    CHECK_THROWS_AS(FourierParametrisation(settings, start.get()), std::invalid_argument);
}

TEST_CASE("The segments' gradients are those at the parameters that were set last", "[parametrisation]")
{
    const auto settings = fourierSettings();
    FourierParametrisation parametrisation(settings);
    const auto segmentGradient = parametrisation.makeSegmentGradient();
    RandomSegments source(settings, trainingChirps());
    source.beginMinibatch(0);
    SegmentGroup group;
    source.draw(0, group);
    std::vector<float> before(parametrisation.gradientSize()), after(before), pulledBack(before);
    const double value = segmentGradient->evaluate(group, before);
    parametrisation.pullBack(before, pulledBack);
    CHECK(pulledBack == before);

    // A short step along the gradient lowers the loss by its length times that of the gradient.
    auto parameters = parametrisation.initialParameters();
    const auto size = static_cast<Eigen::Index>(before.size());
    const Eigen::Map<const Vector<float>> gradient(before.data(), size);
    const float step = 1e-3f / gradient.norm();
    Eigen::Map<Vector<float>>(parameters.data(), size) -= step * gradient;
    parametrisation.setParameters(parameters);
    CHECK(segmentGradient->evaluate(group, after) < value);
    CHECK(after != before);
}

TEST_CASE("Fourier training lowers the loss, and to the same bits with any number of threads", "[trainer]")
{
    const auto settings = fourierSettings();
    auto reference = fourierTrainer(settings, 1);
    double first = 0.0, last = 0.0;
    for (long step = 0; step < settings.steps; ++step)
    {
        const double loss = reference.learn();
        REQUIRE(std::isfinite(loss));
        (step < 10 ? first : last) += step < 10 || step >= settings.steps - 10 ? loss : 0.0;
    }
    CAPTURE(first, last);
    CHECK(last < first - 0.5);
    CHECK_NOTHROW(validate(reference.currentModel()));

    for (const int threads : {2, 3})
    {
        CAPTURE(threads);
        auto trainer = fourierTrainer(settings, threads);
        while (!trainer.finished())
            trainer.learn();
        CHECK(trainer.state().parameters == reference.state().parameters);
    }
}
