#include "Catch.h"

#include "Model/ModelFile.h"
#include "Signal/Quantiser.h"

using namespace dequantizer;

namespace
{
struct Shipped
{
    const char* name;
    int bits;
    const char* loss;
    const char* gradient;
};
} // namespace

TEST_CASE("Every shipped model is what its name and the model card say", "[models]")
{
    const auto shipped = GENERATE(
        Shipped{"4bit", 4, "mse", "full"}, Shipped{"5bit", 5, "mse", "full"}, Shipped{"6bit", 6, "mse", "full"},
        Shipped{"8bit", 8, "mse", "full"}, Shipped{"4bit-perceptual", 4, "perceptual", "full"},
        Shipped{"5bit-perceptual", 5, "perceptual", "full"}, Shipped{"6bit-perceptual", 6, "perceptual", "full"},
        Shipped{"4bit-converged", 4, "mse", "truncated"});
    const auto file =
        std::filesystem::path(DEQUANTIZER_MODELS) / (std::string("speech16k-") + shipped.name + ".safetensors");
    CAPTURE(file);
    REQUIRE(std::filesystem::exists(file));
    CHECK(std::filesystem::file_size(file) <= 500'000);
    const auto model = readModelFile(file);
    CHECK(model.sampleRate == 16000.0);
    CHECK(model.referenceStep == stepForBits(shipped.bits));
    CHECK(model.training.at("loss") == shipped.loss);
    CHECK(model.training.at("gradient") == shipped.gradient);
}
