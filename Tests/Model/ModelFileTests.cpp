#include "Algorithm/RandomProblem.h"
#include "Catch.h"
#include "Model/CosineModel.h"
#include "Model/ModelError.h"
#include "Model/ModelFile.h"
#include "TemporaryFolder.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstring>
#include <fstream>
#include <limits>
#include <memory>
#include <random>
#include <utility>
#include <vector>

using namespace dequantizer;
using Json = nlohmann::json;

namespace
{
Model smallModel()
{
    std::mt19937 generator(5);
    Model model;
    model.name = "a small model";
    model.K = randomMatrix<float>(3, 4, generator);
    model.sampleRate = 16000.0;
    model.referenceDelta = 0.125;
    model.steps = {20.25, 0.1, 1.0};
    model.iterations = 12;
    model.hop = 2;
    model.training = {{"loss", "mse"}, {"seed", "7"}};
    return model;
}

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

Model smallModelWithLearnedBounds()
{
    auto model = smallModel();
    constexpr int hidden = 5, iterations = 4, seed = 1;
    model.denseBounds = std::make_shared<const DenseParameters<float>>(
        DenseParameters<float>::initial({0, 2}, model.K.rows(), hidden, iterations, -1.5, 3.0, seed));
    model.referenceDelta = 1.0;
    return model;
}

std::vector<Matrix<float>> boundTensorsOf(const Model& model)
{
    std::vector<Matrix<float>> tensors;
    model.denseBounds->forEachTensor([&](const std::string&, const Matrix<float>& tensor)
                                     { tensors.push_back(tensor); });
    return tensors;
}

std::vector<Matrix<float>> tensorsOf(const Model& model)
{
    std::vector<Matrix<float>> tensors;
    model.fourier->parameters.forEachTensor([&](const std::string&, const Matrix<float>& tensor)
                                            { tensors.push_back(tensor); });
    return tensors;
}

// A safetensors file with this header and data.
std::string fileOf(const std::string& header, const std::string& data)
{
    const std::uint64_t length = header.size();
    std::string bytes(8, '\0');
    std::memcpy(bytes.data(), &length, 8);
    return bytes + header + data;
}

Json headerOf(const Model& model)
{
    const auto bytes = serialiseModel(model);
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), 8);
    return Json::parse(bytes.substr(8, length));
}

const std::string tensorBytes(3 * 4 * sizeof(float), '\0');

std::string reasonFor(const std::string& bytes)
{
    try
    {
        static_cast<void>(parseModel(bytes));
    }
    catch (const ModelError& error)
    {
        return error.what();
    }
    return "accepted";
}

std::string reasonForFourierMetadata(const std::string& key, const Json& value)
{
    const auto bytes = serialiseModel(smallFourierModel());
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), 8);
    auto header = Json::parse(bytes.substr(8, length));
    header["__metadata__"][key] = value;
    return reasonFor(fileOf(header.dump(), bytes.substr(8 + length)));
}

std::string reasonForMetadata(const std::string& key, const Json& value)
{
    auto header = headerOf(smallModel());
    header["__metadata__"][key] = value;
    return reasonFor(fileOf(header.dump(), tensorBytes));
}
} // namespace

TEST_CASE("A model is read from its file unchanged", "[model]")
{
    const TemporaryFolder folder;
    const auto model = smallModel();
    writeModelFile(model, folder / "m.safetensors");
    const auto again = readModelFile(folder / "m.safetensors");
    CHECK(again.K == model.K);
    CHECK(again.name == model.name);
    CHECK(again.sampleRate == model.sampleRate);
    CHECK(again.referenceDelta == model.referenceDelta);
    CHECK(again.steps.sigma == model.steps.sigma);
    CHECK(again.steps.tau == model.steps.tau);
    CHECK(again.steps.theta == model.steps.theta);
    CHECK(again.iterations == model.iterations);
    CHECK(again.hop == model.hop);
    CHECK(again.training == model.training);
    CHECK(folder.entries() == 1);
    CHECK(serialiseModel(again) == serialiseModel(model));
}

TEST_CASE("The tensor is stored in row-major order after a header that other programs can read", "[model]")
{
    const auto model = smallModel();
    const auto bytes = serialiseModel(model);
    const auto header = headerOf(model);
    CHECK(header["K"]["dtype"] == "F32");
    CHECK(header["K"]["shape"] == Json({3, 4}));
    CHECK(header["K"]["data_offsets"] == Json({0, 48}));
    for (const auto& [key, value] : header["__metadata__"].items())
    {
        CAPTURE(key);
        CHECK(value.is_string()); // the format allows only strings
    }
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), 8);
    CHECK(length % 8 == 0);
    REQUIRE(bytes.size() == 8 + length + 48);
    float second = 0.0f;
    std::memcpy(&second, bytes.data() + 8 + length + sizeof(float), sizeof(float));
    CHECK(second == model.K(0, 1));
}

TEST_CASE("A damaged model file is rejected with a reason", "[model]")
{
    const auto bytes = serialiseModel(smallModel());
    CHECK(reasonFor(bytes) == "accepted");
    CHECK(reasonFor("") == "this is not a safetensors file: it has only 0 bytes");
    CHECK(reasonFor("hello, this is text and no model") == "this is not a safetensors file");
    CHECK(reasonFor(bytes.substr(0, 40)) == "the file ends inside its header");
    CHECK(reasonFor(bytes.substr(0, bytes.size() - 1)) == "the file ends inside the tensor K");
    CHECK(reasonFor(fileOf("{\"K\": [", "")) == "the safetensors header is not valid JSON");
    CHECK(reasonFor(fileOf("{}", "")) == "this safetensors file does not hold a Dequantizer model");

    // Truncated at any point, it is always rejected without a crash.
    for (std::size_t length = 0; length < bytes.size(); ++length)
        REQUIRE(reasonFor(bytes.substr(0, length)) != "accepted");
}

TEST_CASE("A wrong tensor is rejected with a reason", "[model]")
{
    auto header = headerOf(smallModel());
    SECTION("another type")
    {
        header["K"]["dtype"] = "F64";
        CHECK(reasonFor(fileOf(header.dump(), tensorBytes)) == "the tensor K is not of type F32");
    }
    SECTION("one dimension")
    {
        header["K"]["shape"] = {12};
        CHECK(reasonFor(fileOf(header.dump(), tensorBytes)) == "the tensor K does not have two dimensions");
    }
    SECTION("negative sizes")
    {
        header["K"]["shape"] = {-3, -4};
        CHECK(reasonFor(fileOf(header.dump(), tensorBytes)) == "the tensor K does not have two dimensions");
    }
    SECTION("a shape that does not match the data")
    {
        header["K"]["shape"] = {4, 4};
        CHECK(reasonFor(fileOf(header.dump(), tensorBytes)) == "the tensor K has another size than its shape says");
    }
    SECTION("a huge size, without allocating memory for it")
    {
        header["K"]["shape"] = {4000000000u, 4000000000u};
        CHECK(reasonFor(fileOf(header.dump(), tensorBytes)) ==
              "K is declared as 4000000000 x 4000000000, which is not supported");
    }
    SECTION("offsets beyond the file")
    {
        header["K"]["data_offsets"] = {1000000, 1000048};
        CHECK(reasonFor(fileOf(header.dump(), tensorBytes)) == "the file ends inside the tensor K");
    }
    SECTION("no K at all")
    {
        header.erase("K");
        CHECK(reasonFor(fileOf(header.dump(), tensorBytes)) == "there is no tensor named K");
    }
    SECTION("a K that is not an object")
    {
        header["K"] = 5;
        CHECK(reasonFor(fileOf(header.dump(), tensorBytes)) == "there is no tensor named K");
    }
    SECTION("NaN and infinity")
    {
        auto model = smallModel();
        model.K(1, 2) = GENERATE(std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity());
        CHECK(reasonFor(serialiseModel(model)) == "K has a value that is not a finite number");
    }
}

TEST_CASE("Wrong metadata are rejected with a reason", "[model]")
{
    CHECK(reasonForMetadata("format", "something") == "this safetensors file does not hold a Dequantizer model");
    CHECK(reasonForMetadata("format_version", "3") ==
          "the model has format version 3, and this program reads versions 1 and 2");
    CHECK(reasonForMetadata("format_version", "2") == "the metadata have no operator");
    CHECK(reasonForMetadata("quantiser", "mu-law") == "the model is for another quantiser than mid-rise");
    CHECK(reasonForMetadata("sigma", "many") == "the metadata's sigma is not a number");
    CHECK(reasonForMetadata("sigma", 3) == "the metadata have no sigma");
    CHECK(reasonForMetadata("sigma", "-1") == "sigma must be a positive number");
    CHECK(reasonForMetadata("tau", "0") == "tau must be a positive number");
    CHECK(reasonForMetadata("theta", "1.5") == "theta must be between 0 and 1");
    CHECK(reasonForMetadata("hop", "5") == "the hop must be between 1 sample and the frame length");
    CHECK(reasonForMetadata("hop", "1.5") == "the metadata's hop is not a whole number in its range");
    CHECK(reasonForMetadata("iterations", "1e300") == "the metadata's iterations is not a whole number in its range");
    CHECK(reasonForMetadata("iterations", "0") == "the number of iterations must be between 1 and 1000000");
    CHECK(reasonForMetadata("sample_rate", "1e9") == "the sample rate must be between 1000 and 768000 Hz");
    CHECK(reasonForMetadata("reference_step", "1e400") != "accepted");
}

TEST_CASE("Random damage to a model file causes no crash", "[model]")
{
    const auto good = serialiseModel(smallModel());
    std::mt19937 generator(11);
    int refused = 0;
    for (int trial = 0; trial < 3000; ++trial)
    {
        auto bytes = good;
        for (int change = 0; change < 3; ++change)
            bytes[generator() % bytes.size()] = static_cast<char>(generator());
        refused += reasonFor(bytes) != "accepted" ? 1 : 0;
    }
    CHECK(refused > 1000);
}

TEST_CASE("An error message names the file that cannot be read or written", "[model]")
{
    const TemporaryFolder folder;
    CHECK_THROWS_WITH(readModelFile(folder / "none.safetensors"),
                      (folder / "none.safetensors").string() + ": there is no such file");
    CHECK_THROWS_WITH(readModelFile(folder.path), folder.path.string() + ": this is not a regular file");
    CHECK_THROWS_AS(writeModelFile(smallModel(), folder / "no" / "such.safetensors"), ModelError);
    CHECK(folder.entries() == 0);
}

TEST_CASE("A model that fails its own checks does not replace a good file", "[model]")
{
    const TemporaryFolder folder;
    auto model = smallModel();
    writeModelFile(model, folder / "m.safetensors");
    model.steps.tau = -1.0;
    CHECK_THROWS_WITH(writeModelFile(model, folder / "m.safetensors"), "tau must be a positive number");
    CHECK(readModelFile(folder / "m.safetensors").steps.tau == 0.1);
}

TEST_CASE("The built-in model is valid at every rate and step", "[model]")
{
    const double rate = GENERATE(1000.0, 8000.0, 11025.0, 16000.0, 44100.0, 48000.0);
    for (const int bits : {1, 4, 8, 16, 24})
    {
        const auto model = cosineModel(rate, std::exp2(1.0 - bits));
        CHECK_NOTHROW(validate(model));
        CHECK(model.frameLength() == std::lround(0.02 * rate));
    }
}

TEST_CASE("A Fourier model is read from its file unchanged", "[model]")
{
    const auto model = smallFourierModel();
    const auto again = parseModel(serialiseModel(model));
    REQUIRE(again.fourier != nullptr);
    CHECK(again.K.size() == 0);
    CHECK(again.frameLength() == 96);
    CHECK(again.hop == 24);
    CHECK(again.fourier->parameters.updateIterations == std::vector<int>{0, 2});
    CHECK(tensorsOf(again) == tensorsOf(model));
    CHECK(serialiseModel(again) == serialiseModel(model));
}

TEST_CASE("Wrong metadata of a Fourier model are rejected with a reason", "[model]")
{
    CHECK(reasonForFourierMetadata("operator", "wavelet") == "the model has an unknown operator");
    CHECK(reasonForFourierMetadata("window", "hann") == "the model has a window other than sine");
    CHECK(reasonForFourierMetadata("frame_length", "100") ==
          "the frame length must be a multiple of 32 between 64 and 65536");
    CHECK(reasonForFourierMetadata("update_iterations", "0,2") ==
          "the metadata's update_iterations is not a list of iterations");
    CHECK(reasonForFourierMetadata("update_iterations", "[0,-2]") ==
          "the metadata's update_iterations is not a list of iterations");
    CHECK(reasonForFourierMetadata("update_iterations", "[1,2]") ==
          "the updates of the bounds must be at increasing iterations, the first at 0");
    CHECK(reasonForFourierMetadata("update_iterations", "[0,2,3]") == "there is no tensor named bounds.2.frame_input");
    CHECK(reasonForFourierMetadata("hop", "97") == "the hop must be between 1 sample and the frame length");
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
    const auto good = serialiseModel(smallFourierModel());
    std::mt19937 generator(12);
    int refused = 0;
    for (int trial = 0; trial < 3000; ++trial)
    {
        auto bytes = good;
        for (int change = 0; change < 3; ++change)
            bytes[generator() % bytes.size()] = static_cast<char>(generator());
        refused += reasonFor(bytes) != "accepted" ? 1 : 0;
    }
    CHECK(refused > 1000);
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
    CHECK(tensorsOf(there) == tensorsOf(model));
    CHECK_NOTHROW(validate(there));
    CHECK(modelAtRate(smallModel(), rate).sampleRate == smallModel().sampleRate);
}

TEST_CASE("A dense model with learned bounds is read from its file unchanged", "[model]")
{
    const auto model = smallModelWithLearnedBounds();
    const auto again = parseModel(serialiseModel(model));
    REQUIRE(again.denseBounds != nullptr);
    CHECK(again.fourier == nullptr);
    CHECK(again.K == model.K);
    CHECK(again.denseBounds->updateIterations == std::vector<int>{0, 2});
    CHECK(boundTensorsOf(again) == boundTensorsOf(model));
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
}
