#include "Catch.h"
#include "Model/CosineModel.h"
#include "Model/ModelFileExamples.h"
#include "TemporaryFolder.h"

#include <cmath>
#include <limits>

using namespace dequantizer;

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

TEST_CASE("A model for another algorithm is only read where that is supported", "[model]")
{
    const TemporaryFolder folder;
    auto model = smallModel();
    model.scheme = IterationScheme::of(SolverAlgorithm::overRelaxed, 1.8, 0.0);
    writeModelFile(model, folder / "m.safetensors");
    CHECK(readModelFile(folder / "m.safetensors", AcceptedModels::anyAlgorithm).scheme == model.scheme);
    CHECK(reasonFor(serialiseModel(model)) ==
          "this model is for the algorithm over-relaxed, and only evaluate, inspect "
          "and train support another than chambolle-pock");
    // Programs that know one algorithm refuse the version.
    CHECK(ModelFileParts(model).header["__metadata__"]["format_version"] == "3");
    CHECK(ModelFileParts(smallModel()).header["__metadata__"]["format_version"] == "1");

    const auto reasonForAny = [&](const char* key, const char* value)
    {
        auto parts = ModelFileParts(model);
        parts.header["__metadata__"][key] = value;
        try
        {
            static_cast<void>(parseModel(fileOf(parts.header.dump(), parts.tensors), AcceptedModels::anyAlgorithm));
            return std::string("accepted");
        }
        catch (const ModelError& error)
        {
            return std::string(error.what());
        }
    };
    CHECK(reasonForAny("algorithm", "simplex") == "the model is for the unknown algorithm simplex");
    CHECK(reasonForAny("algorithm", "chambolle-pock") == "the model is for the unknown algorithm chambolle-pock");
    CHECK(reasonForAny("relaxation", "2") == "the relaxation must be above 0 and below 2");
    CHECK(reasonForAny("inertia", "1") == "the inertia must be at least 0 and below 1");
}

TEST_CASE("The tensor is stored in row-major order after a header that other programs can read", "[model]")
{
    const auto model = smallModel();
    const auto [header, tensors] = ModelFileParts(model);
    CHECK(header["K"]["dtype"] == "F32");
    CHECK(header["K"]["shape"] == nlohmann::json({3, 4}));
    CHECK(header["K"]["data_offsets"] == nlohmann::json({0, 48}));
    for (const auto& [key, value] : header["__metadata__"].items())
    {
        CAPTURE(key);
        CHECK(value.is_string()); // the format allows only strings
    }
    REQUIRE(tensors.size() == 48);
    CHECK((serialiseModel(model).size() - tensors.size()) % 8 == 0);
    float second = 0.0f;
    std::memcpy(&second, tensors.data() + sizeof(float), sizeof(float));
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
    auto [header, tensors] = ModelFileParts(smallModel());
    SECTION("another type")
    {
        header["K"]["dtype"] = "F64";
        CHECK(reasonFor(fileOf(header.dump(), tensors)) == "the tensor K is not of type F32");
    }
    SECTION("one dimension")
    {
        header["K"]["shape"] = {12};
        CHECK(reasonFor(fileOf(header.dump(), tensors)) == "the tensor K does not have two dimensions");
    }
    SECTION("negative sizes")
    {
        header["K"]["shape"] = {-3, -4};
        CHECK(reasonFor(fileOf(header.dump(), tensors)) == "the tensor K does not have two dimensions");
    }
    SECTION("a shape that does not match the data")
    {
        header["K"]["shape"] = {4, 4};
        CHECK(reasonFor(fileOf(header.dump(), tensors)) == "the tensor K has another size than its shape says");
    }
    SECTION("a huge size, without allocating memory for it")
    {
        header["K"]["shape"] = {4000000000u, 4000000000u};
        CHECK(reasonFor(fileOf(header.dump(), tensors)) ==
              "K is declared as 4000000000 x 4000000000, which is not supported");
    }
    SECTION("offsets beyond the file")
    {
        header["K"]["data_offsets"] = {1000000, 1000048};
        CHECK(reasonFor(fileOf(header.dump(), tensors)) == "the file ends inside the tensor K");
    }
    SECTION("no K at all")
    {
        header.erase("K");
        CHECK(reasonFor(fileOf(header.dump(), tensors)) == "there is no tensor named K");
    }
    SECTION("a K that is not an object")
    {
        header["K"] = 5;
        CHECK(reasonFor(fileOf(header.dump(), tensors)) == "there is no tensor named K");
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
    CHECK(reasonForMetadata(smallModel(), "format", "something") ==
          "this safetensors file does not hold a Dequantizer model");
    CHECK(reasonForMetadata(smallModel(), "format_version", "4") ==
          "the model has format version 4, and this program reads versions 1 to 3");
    CHECK(reasonForMetadata(smallModel(), "format_version", "3") == "the metadata have no algorithm");
    CHECK(reasonForMetadata(smallModel(), "format_version", "2") == "the metadata have no operator");
    CHECK(reasonForMetadata(smallModel(), "quantiser", "mu-law") == "the model is for another quantiser than mid-rise");
    CHECK(reasonForMetadata(smallModel(), "sigma", "many") == "the metadata's sigma is not a number");
    CHECK(reasonForMetadata(smallModel(), "sigma", 3) == "the metadata have no sigma");
    CHECK(reasonForMetadata(smallModel(), "sigma", "-1") == "sigma must be a positive number");
    CHECK(reasonForMetadata(smallModel(), "tau", "0") == "tau must be a positive number");
    CHECK(reasonForMetadata(smallModel(), "theta", "1.5") == "theta must be between 0 and 1");
    CHECK(reasonForMetadata(smallModel(), "hop", "5") == "the hop must be between 1 sample and the frame length");
    CHECK(reasonForMetadata(smallModel(), "hop", "1.5") == "the metadata's hop is not a whole number in its range");
    CHECK(reasonForMetadata(smallModel(), "iterations", "1e300") ==
          "the metadata's iterations is not a whole number in its range");
    CHECK(reasonForMetadata(smallModel(), "iterations", "0") ==
          "the number of iterations must be between 1 and 1000000");
    CHECK(reasonForMetadata(smallModel(), "sample_rate", "1e9") ==
          "the sample rate must be between 1000 and 768000 Hz");
    CHECK(reasonForMetadata(smallModel(), "reference_step", "1e400") != "accepted");
}

TEST_CASE("The name of a model has no control characters", "[model]")
{
    for (const auto* const name : {"a\n!ls", "\ta", "a\x7f"})
        CHECK(reasonForMetadata(smallModel(), "name", name) == "the name of the model has control characters");
    CHECK(reasonForMetadata(smallModel(), "name", "\u00fcber 'alles' `ls`") == "accepted");
    CHECK(asModelName("a\r\nb\tc \u00fc") == "a  b c \u00fc");

    const TemporaryFolder folder;
    auto model = smallModel();
    model.name = "a\nb";
    CHECK_THROWS_WITH(writeModelFile(model, folder / "m.safetensors"), "the name of the model has control characters");
    CHECK(folder.entries() == 0);
}

TEST_CASE("Random damage to a model file causes no crash", "[model]")
{
    CHECK(refusedAfterDamage(smallModel(), 11) > 1000);
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
