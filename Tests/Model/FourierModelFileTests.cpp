#include "Catch.h"
#include "Model/ModelFileExamples.h"

#include <limits>
#include <memory>
#include <utility>

using namespace dequantizer;

namespace
{
Model smallFourierModel()
{
    auto model = smallModel();
    model.K.resize(0, 0);
    constexpr int hidden = 3, stepHidden = 2, iterations = 4, seed = 1;
    model.fourier = std::make_shared<const FourierModel>(
        FourierModel{FourierParameters<float>::initial({0, 2}, hidden, stepHidden, iterations, seed), 96});
    model.steps = {};
    model.referenceDelta = 1.0;
    model.hop = 24;
    return model;
}
} // namespace

TEST_CASE("A Fourier model is read from its file unchanged", "[model]")
{
    const auto model = smallFourierModel();
    const auto again = parseModel(serialiseModel(model));
    REQUIRE(again.fourier != nullptr);
    CHECK(again.K.size() == 0);
    CHECK(again.frameLength() == 96);
    CHECK(again.hop == 24);
    CHECK(again.fourier->parameters.updateIterations == std::vector<int>{0, 2});
    CHECK(tensorsOf(again.fourier->parameters) == tensorsOf(model.fourier->parameters));
    CHECK(serialiseModel(again) == serialiseModel(model));
}

TEST_CASE("Wrong metadata of a Fourier model are rejected with a reason", "[model]")
{
    CHECK(reasonForMetadata(smallFourierModel(), "operator", "wavelet") == "the model has an unknown operator");
    CHECK(reasonForMetadata(smallFourierModel(), "window", "hann") == "the model has a window other than sine");
    CHECK(reasonForMetadata(smallFourierModel(), "frame_length", "100") ==
          "the frame length must be a multiple of 32 between 64 and 65536");
    CHECK(reasonForMetadata(smallFourierModel(), "update_iterations", "0,2") ==
          "the metadata's update_iterations is not a list of iterations");
    CHECK(reasonForMetadata(smallFourierModel(), "update_iterations", "[0,-2]") ==
          "the metadata's update_iterations is not a list of iterations");
    CHECK(reasonForMetadata(smallFourierModel(), "update_iterations", "[1,2]") ==
          "the updates of the bounds must be at increasing iterations, the first at 0");
    CHECK(reasonForMetadata(smallFourierModel(), "update_iterations", "[0,2,3]") ==
          "there is no tensor named bounds.2.frame_input");
    CHECK(reasonForMetadata(smallFourierModel(), "hop", "97") ==
          "the hop must be between 1 sample and the frame length");
}

TEST_CASE("Tensors of a Fourier model with wrong shapes are rejected with a reason", "[model]")
{
    const auto reasonAfter = [](const auto& change)
    {
        auto model = smallFourierModel();
        auto fourier = *model.fourier;
        change(fourier.parameters);
        model.fourier = std::make_shared<const FourierModel>(fourier);
        return reasonFor(serialiseModel(model));
    };
    CHECK(reasonAfter(
              [](auto& parameters)
              {
                  parameters.updates[1].second.resize(3, 2);
                  parameters.updates[1].second.setZero();
              }) == "the tensor bounds.1.second has a shape that does not fit the others");
    CHECK(reasonAfter([](auto& parameters) { parameters.level(0, 0) = std::numeric_limits<float>::quiet_NaN(); }) ==
          "the tensor steps.level has a value that is not a finite number");
}

TEST_CASE("Random damage to a Fourier model file causes no crash", "[model]")
{
    CHECK(refusedAfterDamage(smallFourierModel(), 12) > 1000);
}

TEST_CASE("A Fourier model keeps its duration at every rate", "[model]")
{
    auto model = smallFourierModel();
    auto fourier = *model.fourier;
    fourier.frameLength = 2048;
    model.fourier = std::make_shared<const FourierModel>(fourier);
    model.sampleRate = 44100.0;
    model.hop = 512;
    const auto [rate, frameLength] =
        GENERATE(std::pair{8000.0, 384}, std::pair{11025.0, 512}, std::pair{16000.0, 768}, std::pair{22050.0, 1024},
                 std::pair{44100.0, 2048}, std::pair{48000.0, 2048}, std::pair{96000.0, 4096},
                 std::pair{192000.0, 8192}, std::pair{1000.0, 64});
    CAPTURE(rate);
    const auto there = modelAtRate(model, rate);
    CHECK(there.sampleRate == rate);
    CHECK(there.frameLength() == frameLength);
    CHECK(there.hop == frameLength / 4);
    CHECK(tensorsOf(there.fourier->parameters) == tensorsOf(model.fourier->parameters));
    CHECK_NOTHROW(validate(there));
    CHECK(modelAtRate(smallModel(), rate).sampleRate == smallModel().sampleRate);
}
